/** What single things add to a run: an intent and its receipt, recording, saving, a call of another workflow. */
import { setTimeout as pause } from 'node:timers/promises';
import { bundleCases } from '../bundle-cases.mjs';
import { openLeanClient } from '../lean-client.mjs';
import { percentiles, runLoad } from '../load.mjs';
import { lineOf, respondWith } from '../workflow.mjs';
import { answeredBy, CONNECTIONS, COUNT, edit, publish, request, addressAfter } from './flow-parts.mjs';

/**
 * What an intent and a receipt add to a call: the same request as a write and as a read, 50 at once, each in a run of its
 * own. The machine is full then, so what is added is processor time as much as waiting.
 */
export async function writeEffect({ product, seconds }) {
  const url = await addressAfter(20);
  const figures = {};
  for (const method of ['GET', 'POST']) {
    const call = { type: 'http-request', parameters: { method, url } };
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
}

/** The same 50 at once in one run, by a map over as many items; one run after another. */
export async function writeEffectInMap({ product }) {
  const url = await addressAfter(20);
  const rounds = 60;
  const times = {};
  const client = openLeanClient(product.origin);
  const body = { list: Array.from({ length: 50 }, (_, n) => ({ n })) };
  for (const method of ['GET', 'POST']) {
    const call = { type: 'http-request', parameters: { method, url } };
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
}

/**
 * Ten calls of 10 ms one after another, recorded step by step: beside the same nodes run by the same engine in memory, and
 * beside the same calls made by a bare client. What a run costs besides its steps (the webhook, acceptance, the answer) is
 * that of a run without them.
 */
export async function recording({ product }) {
  const url = await addressAfter(10);
  const target = new URL(url);
  const rounds = 40;
  const get = { type: 'http-request', parameters: { method: 'GET', url } };
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

function round(value) {
  return Math.round(value * 1000) / 1000;
}
