/**
 * Runs that wait: 10,000 are started, wait for two moments, and are looked at: what they add to the worker's memory, and
 * how late after it was due each went on, and in which order. `--runs=N` sets how many.
 */
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { pidOf, residentMb } from '../memory-watch.mjs';
import { callApi } from '../product.mjs';

const GIVE_UP_MS = 240_000;
/** All of them have to be parked before the first is due. */
const LEAD_MS = 60_000;
/** The moments they wait for are spread over this time. */
const SPREAD_MS = 20_000;

export async function parkedRuns({ product, runs = 10_000 }) {
  const { id } = await callApi(product, 'POST', '/workflows', workflow());
  await callApi(product, 'POST', `/workflows/${id}/publish`, {});
  const client = new pg.Client(product.databaseUrl);
  await client.connect();
  try {
    const worker = pidOf(product, 'worker');
    await warmUp(product, runs);
    const beforeMb = await residentMb(worker);
    const firstDue = Date.now() + LEAD_MS;
    await startAll(product, runs, firstDue);
    const parked = async () =>
      (
        await client.query(
          `select count(*)::int as n from run_live where status = 'waiting' and worker_id is null`,
        )
      ).rows[0].n;
    while ((await parked()) < runs && Date.now() < firstDue) await pause(100);
    const parkedAtOnce = await parked();
    const spareMs = firstDue - Date.now();
    await pause(2000);
    const parkedMb = await residentMb(worker);
    const late = await lateness(client, id, { runs, firstDue });
    return {
      runs,
      parkedAtOnce,
      parkedBeforeFirstDueMs: spareMs,
      beforeMb,
      parkedMb,
      addedMb: parkedMb - beforeMb,
      ...late,
    };
  } finally {
    await client.end();
  }
}

/** Waits until every run has ended, and holds the moments they went on against those they waited for. */
async function lateness(client, workflowId, { runs, firstDue }) {
  const ended = async () =>
    (
      await client.query(
        'select count(*)::int as n from runs where workflow_id = $1 and created_at > to_timestamp($2)',
        [workflowId, (firstDue - LEAD_MS) / 1000],
      )
    ).rows[0].n;
  const until = firstDue + SPREAD_MS + GIVE_UP_MS;
  while ((await ended()) < runs && Date.now() < until) await pause(500);
  const { rows } = await client.query(
    `select (s.facts #>> '{0,outputs,main,items,0,json,body,due}')::bigint as due,
        extract(epoch from r.finished_at) * 1000 as ended
      from runs r join run_facts s on s.tenant_id = r.tenant_id and s.run_id = r.id and s.seq = 0
      where r.workflow_id = $1 and r.created_at > to_timestamp($2) order by r.finished_at`,
    [workflowId, (firstDue - LEAD_MS) / 1000],
  );
  const late = rows.map(({ due, ended: at }) => Number(at) - Number(due)).sort((a, b) => a - b);
  let [outOfOrderMs, latest] = [0, 0];
  for (const { due } of rows) {
    outOfOrderMs = Math.max(outOfOrderMs, latest - Number(due));
    latest = Math.max(latest, Number(due));
  }
  return {
    ended: rows.length,
    lateP50Ms: Math.round(late[Math.floor(late.length / 2)] ?? 0),
    lateMaxMs: Math.round(late.at(-1) ?? 0),
    earliestMs: Math.round(late[0] ?? 0),
    mostOutOfOrderMs: outOfOrderMs,
  };
}

async function startAll(product, runs, firstDue) {
  let next = 0;
  const send = async () => {
    for (let n = next++; n < runs; n = next++) {
      const due = firstDue + Math.floor((((n * 7919) % runs) / runs) * SPREAD_MS);
      await post(product, { due, at: new Date(due).toISOString() });
    }
  };
  await Promise.all(Array.from({ length: 32 }, send));
}

/** As many runs that wait for nothing: what the worker needs to take up and record so many is not counted as waiting. */
async function warmUp(product, runs) {
  const at = new Date(Date.now() - 60_000).toISOString();
  let left = runs;
  const send = async () => {
    while (left-- > 0) await post(product, { due: 0, at });
  };
  await Promise.all(Array.from({ length: 32 }, send));
  await pause(3000);
}

async function post(product, body) {
  const response = await fetch(`${product.origin}/hooks/demo/bench-parked`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (response.status !== 202) throw new Error(`${response.status} ${await response.text()}`);
  await response.arrayBuffer();
}

function workflow() {
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
    name: 'bench-parked',
    nodes: [
      node('hook', 'webhook', { path: 'bench-parked', methods: ['POST'], respond: 'immediately' }),
      node('wait', 'wait', { for: 'until', at: '{{ $json.body.at }}' }),
      node('after', 'no-op', {}),
    ],
    edges: [
      { id: 'e1', source: 'hook', sourcePort: 'main', target: 'wait', targetPort: 'main' },
      { id: 'e2', source: 'wait', sourcePort: 'main', target: 'after', targetPort: 'main' },
    ],
  };
}
