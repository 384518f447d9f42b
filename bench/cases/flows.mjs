/** Workflows of the kinds people draw, each answered by its run, and what single things add to one. */
import { createServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { bundleCases } from '../bundle-cases.mjs';
import { openLeanClient } from '../lean-client.mjs';
import { percentiles, runLoad } from '../load.mjs';
import { callApi } from '../product.mjs';
import { lineOf, respondWith } from '../workflow.mjs';

const CONNECTIONS = 20;
const request = (name, body) => () => ({
  method: 'POST',
  path: `/hooks/demo/${name}`,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

async function publish(product, workflow) {
  const { id } = await callApi(product, 'POST', '/workflows', workflow);
  await callApi(product, 'POST', `/workflows/${id}/publish`, {});
  return id;
}

/** A case: so many requests a second, answered by runs of these nodes. */
function answeredBy(name, nodes, options = {}) {
  const { body = { amount: 7 }, connections = CONNECTIONS } = options;
  return async ({ product, seconds }) => {
    await publish(product, lineOf(name, await nodes()));
    const load = { origin: product.origin, connections, request: request(name, body) };
    await runLoad({ ...load, seconds: 2 });
    return runLoad({ ...load, product, seconds });
  };
}

const edit = (n) => ({
  type: 'edit-fields',
  parameters: {
    assignments: [{ name: `field${n}`, type: 'number', value: `{{ $json.body.amount + ${n} }}` }],
    keep: 'all',
  },
});

const COUNT = respondWith('{{ { "count": $input.all().length } }}');

const TEN_EDITS = [
  ...Array.from({ length: 10 }, (_, n) => edit(n)),
  respondWith('{{ { "last": $json.field9 } }}'),
];

/** webhook → ten edits → respond. */
export const tenEdits = answeredBy('bench-edits', () => TEN_EDITS);
/** The same with twice as many callers. */
export const tenEditsBusy = answeredBy('bench-edits-busy', () => TEN_EDITS, { connections: 2 * CONNECTIONS });

/** webhook → split out 100 items → code over all of them → respond. */
export const codeOver100 = answeredBy(
  'bench-code',
  () => [
    { type: 'split-out', parameters: { field: 'body.list' } },
    {
      type: 'code',
      parameters: {
        source: 'return items.map(({ json }) => ({ json: { total: json.price * 2 + json.n } }));',
      },
    },
    COUNT,
  ],
  { body: { list: Array.from({ length: 100 }, (_, n) => ({ n, price: n * 3 })) } },
);

const LIST = { list: Array.from({ length: 1000 }, (_, n) => ({ n, name: `row ${n}` })) };
const loopOver = (name, batchSize) =>
  answeredBy(
    name,
    () => [
      { type: 'split-out', parameters: { field: 'body.list' } },
      { type: 'loop', parameters: { batchSize }, body: [{ ...edit(0), parameters: { ...edit(0).parameters,
        assignments: [{ name: 'twice', type: 'number', value: '{{ $json.n * 2 }}' }] } }] }, // prettier-ignore
      { type: 'aggregate', parameters: { mode: 'fields', fields: [{ field: 'twice', name: 'all' }] } },
      respondWith('{{ { "count": $json.all.length } }}'),
    ],
    { body: LIST },
  );

/** webhook → split out 1,000 items → loop in batches → aggregate → respond. */
export const loopOver1000 = loopOver('bench-loop', 100);
/** The same, each item by itself. */
export const loopOver1000Singly = loopOver('bench-loop-singly', 1);

/** webhook → five HTTP GETs one after another → respond. */
export async function fiveGets(context) {
  const server = await startServer();
  try {
    const get = { type: 'http-request', parameters: { method: 'GET', url: server.url } };
    const nodes = () => [get, get, get, get, get, respondWith('{{ { "ok": $json.body.ok } }}')];
    return await answeredBy('bench-gets', nodes)(context);
  } finally {
    await server.close();
  }
}

/**
 * What an intent and a receipt add to a call: the same request as a write and as a read, 50 at once, each in a run of its
 * own. The machine is full then, so what is added is processor time as much as waiting.
 */
export async function writeEffect({ product, seconds }) {
  const server = await startServer(20);
  try {
    const figures = {};
    for (const method of ['GET', 'POST']) {
      const call = { type: 'http-request', parameters: { method, url: server.url } };
      const nodes = () => [call, respondWith('{{ { "ok": true } }}')];
      const run = answeredBy(`bench-${method.toLowerCase()}`, nodes, { connections: 50 });
      figures[method] = await run({ product, seconds });
    }
    const { GET: read, POST: write } = figures;
    return {
      addedMs: round(write.p50 - read.p50),
      readP50: read.p50,
      writeP50: write.p50,
      readPerSecond: read.perSecond,
      writePerSecond: write.perSecond,
      cpuMs: write.cpuMs,
    };
  } finally {
    await server.close();
  }
}

/** The same 50 at once in one run, by a map over as many items; one run after another. */
export async function writeEffectInMap({ product }) {
  const server = await startServer(20);
  const rounds = 60;
  try {
    const times = {};
    const client = openLeanClient(product.origin);
    const body = { list: Array.from({ length: 50 }, (_, n) => ({ n })) };
    for (const method of ['GET', 'POST']) {
      const call = { type: 'http-request', parameters: { method, url: server.url } };
      await publish(
        product,
        lineOf(`bench-map-${method.toLowerCase()}`, [
          { type: 'split-out', parameters: { field: 'body.list' } },
          { type: 'map', parameters: { concurrency: 50 }, body: [call] },
          COUNT,
        ]),
      );
      times[method] = [];
    }
    for (let n = 0; n < rounds + 5; n += 1) {
      for (const [method, list] of Object.entries(times)) {
        const began = performance.now();
        await client.send(request(`bench-map-${method.toLowerCase()}`, body)());
        if (n >= 5) list.push(performance.now() - began);
      }
    }
    client.close();
    const [read, write] = [percentiles(times.GET).p50, percentiles(times.POST).p50];
    return {
      addedMs: round(write - read),
      addedMsEach: round((write - read) / 50),
      readMs: read,
      writeMs: write,
    };
  } finally {
    await server.close();
  }
}

/**
 * Ten calls of 10 ms one after another, recorded step by step: beside the same nodes run by the same engine in memory, and
 * beside the same calls made by a bare client. What a run costs besides its steps (the webhook, acceptance, the answer) is
 * that of a run without them.
 */
export async function recording({ product }) {
  const server = await startServer(10);
  const target = new URL(server.url);
  const rounds = 40;
  try {
    const get = { type: 'http-request', parameters: { method: 'GET', url: server.url } };
    const nodes = [...Array.from({ length: 10 }, () => get), respondWith('{{ { "ok": true } }}')];
    await publish(product, lineOf('bench-recording', nodes));
    await publish(product, lineOf('bench-empty', nodes.slice(-1)));
    const [{ prepareUnrecorded }] = await bundleCases('unrecorded-cases');
    const memory = prepareUnrecorded(inMemory(nodes));
    const client = openLeanClient(product.origin);
    const bare = openLeanClient(target.origin);
    const run = (name) => () => client.send(request(name, {})());
    const ways = {
      recorded: run('bench-recording'),
      empty: run('bench-empty'),
      unrecorded: memory.run,
      bare: async () => {
        for (let call = 0; call < 10; call += 1) await bare.send({ method: 'GET', path: '/' });
      },
    };
    const times = { recorded: [], empty: [], unrecorded: [], bare: [] };
    for (let n = 0; n < rounds + 3; n += 1) {
      for (const [way, send] of Object.entries(ways)) {
        const began = performance.now();
        await send();
        if (n >= 3) times[way].push(performance.now() - began);
      }
    }
    client.close();
    bare.close();
    await memory.close();
    const [recorded, empty, unrecorded, plain] = Object.values(times).map((list) => percentiles(list).p50);
    return {
      recordedMs: recorded,
      emptyRunMs: empty,
      unrecordedMs: unrecorded,
      bareMs: plain,
      stepsSlower: round((recorded - empty) / unrecorded - 1),
      slower: round(recorded / unrecorded - 1),
      slowerThanBare: round(recorded / plain - 1),
    };
  } finally {
    await server.close();
  }
}

/** The steps alone, begun by hand: nobody is there to be answered. */
function inMemory(nodes) {
  const file = lineOf('in-memory', nodes.slice(0, -1));
  return {
    ...file,
    nodes: file.nodes.map((node, at) =>
      at === 0 ? { ...node, type: 'manual-trigger', parameters: {} } : node,
    ),
  };
}

/** The outputs of all steps kept, beside start and end alone: ten edits, in turns, each for a share of the time. */
export async function saveModes({ product, seconds }) {
  const nodes = [...Array.from({ length: 10 }, (_, n) => edit(n)), respondWith('{{ { "ok": true } }}')];
  const rates = { all: [], none: [] };
  const loadOf = (save) => ({
    origin: product.origin,
    connections: CONNECTIONS,
    request: request(`bench-save-${save}`, { amount: 7 }),
  });
  for (const save of Object.keys(rates)) {
    await publish(product, { ...lineOf(`bench-save-${save}`, nodes), settings: { save } });
    await runLoad({ ...loadOf(save), seconds: 1 });
  }
  for (let turn = 0; turn < 5; turn += 1) {
    for (const [save, list] of Object.entries(rates)) {
      list.push((await runLoad({ ...loadOf(save), seconds: Math.max(1, seconds / 5) })).perSecond);
    }
  }
  const [all, none] = [rates.all, rates.none].map((list) => list.toSorted((a, b) => a - b)[2]);
  return { allPerSecond: all, nonePerSecond: none, ofNone: round(all / none) };
}

/** What a call of another workflow adds: a run with and without it, one at a time. */
export async function subWorkflow({ product }) {
  const child = await publish(product, {
    ...lineOf('bench-child', [edit(1)]),
    nodes: lineOf('bench-child', [edit(1)]).nodes.map((node, index) =>
      index === 0 ? { ...node, type: 'sub-workflow-trigger', parameters: {} } : node,
    ),
  });
  const done = respondWith('{{ { "ok": true } }}');
  await publish(product, lineOf('bench-without', [edit(1), done]));
  await publish(
    product,
    lineOf('bench-calling', [{ type: 'sub-workflow', parameters: { workflow: child } }, done]),
  );
  const client = openLeanClient(product.origin);
  const times = { 'bench-without': [], 'bench-calling': [] };
  for (let n = 0; n < 220; n += 1) {
    for (const [name, list] of Object.entries(times)) {
      const began = performance.now();
      await client.send(request(name, { amount: n })());
      if (n >= 20) list.push(performance.now() - began);
      await pause(1);
    }
  }
  client.close();
  const [without, calling] = [
    percentiles(times['bench-without']).p50,
    percentiles(times['bench-calling']).p50,
  ];
  return { addedMs: round(calling - without), withoutMs: without, callingMs: calling };
}

/** A third party that answers after so many milliseconds. */
async function startServer(delayMs = 0) {
  const server = createServer((request, response) => {
    request.resume();
    const answer = () => response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true}');
    if (delayMs > 0) setTimeout(answer, delayMs);
    else answer();
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function round(value) {
  return Math.round(value * 1000) / 1000;
}
