/** 1,000 runs at once in one worker, each waiting for a slow answer from outside: how many were in flight, and memory. */
import { createServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { pidOf, watchMemory } from '../memory-watch.mjs';
import { callApi } from '../product.mjs';

const RUNS = 1000;
const GIVE_UP_MS = 60_000;

export async function concurrentRuns({ product }) {
  const outside = await startSlow();
  try {
    const { id } = await callApi(product, 'POST', '/workflows', workflow(outside.url));
    await callApi(product, 'POST', `/workflows/${id}/publish`, {});
    await callApi(product, 'PUT', '/limits/runs.concurrent', { value: 2 * RUNS });
    const memory = await watchMemory(pidOf(product, 'worker'));
    const began = performance.now();
    await Promise.all(Array.from({ length: RUNS }, () => start(product)));
    const until = performance.now() + GIVE_UP_MS;
    while (outside.open() < RUNS && performance.now() < until) await pause(20);
    const atOnce = outside.most();
    const allOpenMs = Math.round(performance.now() - began);
    const states = await statesOf(product, id);
    outside.answerAll();
    while (outside.answered() < RUNS && performance.now() < until) await pause(20);
    await pause(2000);
    return {
      runs: RUNS,
      inFlightAtOnce: atOnce,
      allInFlightAfterMs: allOpenMs,
      states,
      ...(await memory.end()),
    };
  } finally {
    outside.close();
  }
}

/** How the runs stand, and why those failed that did. */
async function statesOf(product, workflowId) {
  const client = new pg.Client(product.databaseUrl);
  await client.connect();
  const { rows } = await client.query(
    `select status || coalesce(': ' || code, '') as state, count(*)::int as n from (
        select status, null as code from run_live where workflow_id = $1
        union all select status, error ->> 'code' from runs where workflow_id = $1
      ) r group by 1`,
    [workflowId],
  );
  await client.end();
  return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
}

/** Answers nobody until it is told to; then everybody. */
async function startSlow() {
  const waiting = new Set();
  let [most, answered, isOpen] = [0, 0, false];
  const answer = (response) => {
    waiting.delete(response);
    answered += 1;
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end('{"ok":true}');
  };
  const server = createServer((_request, response) => {
    waiting.add(response);
    most = Math.max(most, waiting.size);
    if (isOpen) answer(response);
  });
  await new Promise((resolve) => server.listen({ port: 0, host: '127.0.0.1', backlog: 2000 }, resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    open: () => waiting.size,
    most: () => most,
    answered: () => answered,
    answerAll() {
      isOpen = true;
      for (const response of waiting) answer(response);
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function start(product) {
  const response = await fetch(`${product.origin}/hooks/demo/bench-concurrent`, { method: 'POST' });
  if (response.status !== 202) throw new Error(`${response.status} ${await response.text()}`);
  await response.arrayBuffer();
}

function workflow(url) {
  const node = (id, type, parameters) => ({
    id,
    type,
    typeVersion: 1,
    name: id,
    position: { x: 0, y: 0 },
    parameters,
  });
  return {
    format: 'heddle.workflow/1',
    name: 'bench-concurrent',
    nodes: [
      node('hook', 'webhook', { path: 'bench-concurrent', methods: ['POST'], respond: 'immediately' }),
      node('call', 'http-request', { method: 'GET', url, timeoutMs: 120_000 }),
    ],
    edges: [{ id: 'e1', source: 'hook', sourcePort: 'main', target: 'call', targetPort: 'main' }],
  };
}
