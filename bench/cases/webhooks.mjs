/** webhook → edit → if → respond: answered by the run, and answered at once. */
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { runLoad } from '../load.mjs';
import { callApi } from '../product.mjs';
import { webhookWorkflow } from '../workflow.mjs';

const CONNECTIONS = 20;
const BUSY_CONNECTIONS = 64;
const post = (name) => (n) => ({
  method: 'POST',
  path: `/hooks/demo/${name}`,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ amount: n % 200, customer: `c${n}` }),
});

const published = new Map();

/** Once for each product and address: a profile runs the same case for one process after another. */
async function publish(product, name, respond) {
  const key = `${product.origin} ${name}`;
  let id = published.get(key);
  if (!id) published.set(key, (id = await publishAnew(product, name, respond)));
  return id;
}

async function publishAnew(product, name, respond) {
  const { id } = await callApi(product, 'POST', '/workflows', webhookWorkflow(name, respond));
  await callApi(product, 'POST', `/workflows/${id}/publish`, {});
  return id;
}

/** Requests a second until the run's own answer came back; every run is durable before. */
export const synchronous = answeredOver(CONNECTIONS);
/** The same with more callers: what it does at most, and how long they wait then. */
export const synchronousBusy = answeredOver(BUSY_CONNECTIONS);

function answeredOver(connections) {
  return async ({ product, seconds }) => {
    await publish(product, 'bench-sync', 'with-node');
    const load = { origin: product.origin, connections, request: post('bench-sync') };
    await runLoad({ ...load, seconds: 2 });
    return { connections, ...(await runLoad({ ...load, product, seconds })) };
  };
}

/** Runs accepted, and runs finished and durable a second, counted in the database from the first request to the last run's end. */
export async function asynchronous({ product, seconds }) {
  const workflowId = await publish(product, 'bench-async', 'immediately');
  const client = new pg.Client({ connectionString: product.databaseUrl });
  await client.connect();
  const count = async (table) => {
    const { rows } = await client.query(`select count(*)::int as n from ${table} where workflow_id = $1`, [
      workflowId,
    ]);
    return rows[0].n;
  };
  const before = await written(client);
  const began = performance.now();
  const accepted = await runLoad({
    origin: product.origin,
    connections: CONNECTIONS,
    seconds,
    request: post('bench-async'),
    expect: 202,
  });
  while ((await count('run_live')) > 0) await pause(50);
  const elapsed = (performance.now() - began) / 1000;
  const finished = await count('runs');
  const after = await written(client);
  await client.end();
  return {
    perSecond: Math.round(finished / elapsed),
    finished,
    acceptedPerSecond: accepted.perSecond,
    walBytes: Math.round((after.wal - before.wal) / finished),
    storedBytes: Math.round((after.stored - before.stored) / finished),
    p50: accepted.p50,
    p95: accepted.p95,
    p99: accepted.p99,
    wrong: accepted.wrong,
    ...(accepted.firstWrong && { firstWrong: accepted.firstWrong }),
  };
}

/** Bytes written to the log of the database so far, and bytes that history takes, indexes included. */
async function written(client) {
  const { rows } = await client.query(`select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::float8 as wal, (
    select sum(pg_total_relation_size(c.oid))::float8 from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'heddle_parts' and c.relkind = 'r') as stored`);
  return rows[0];
}
