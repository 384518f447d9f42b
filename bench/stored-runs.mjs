/** History before the first case: so many finished runs, copies of one that the product ran, with all that it saved. */
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { copyStatement } from './copy-rows.mjs';
import { callApi } from './product.mjs';
import { webhookWorkflow } from './workflow.mjs';

const AT_ONCE = 50_000;
/** Apart enough for a million of them to take 14 hours, as near to each other as in a busy installation. */
const APART_MS = 50;

/**
 * @param {{ origin: string, apiKey: string, databaseUrl: string }} product
 * @param {number} count
 */
export async function storeRuns(product, count) {
  const { id } = await callApi(product, 'POST', '/workflows', webhookWorkflow('bench-stored', 'immediately'));
  await callApi(product, 'POST', `/workflows/${id}/publish`, {});
  await fetch(`${product.origin}/hooks/demo/bench-stored`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ amount: 150, customer: 'c1' }),
  });
  const client = new pg.Client(product.databaseUrl);
  await client.connect();
  try {
    const run = await untilEnded(client, id);
    const began = performance.now();
    for (let from = 0; from < count; from += AT_ONCE)
      await copyRuns(client, run, { from, to: Math.min(count, from + AT_ONCE) });
    await client.query('vacuum (analyze) runs');
    await client.query('vacuum (analyze) run_facts');
    await client.query('checkpoint');
    return { runs: count, seconds: Math.round((performance.now() - began) / 1000) };
  } finally {
    await client.end();
  }
}

async function untilEnded(client, workflowId) {
  for (;;) {
    const { rows } = await client.query('select id from runs where workflow_id = $1 limit 1', [workflowId]);
    if (rows.length > 0) return rows[0].id;
    await pause(50);
  }
}

/** Ids are of the times back from now, but of this week: partitions are made ahead, and last week may have none. */
async function copyRuns(client, run, { from, to }) {
  await client.query('begin');
  await client.query(`create temp table copies on commit drop as
    select (left(uuid7_low(at)::text, 15) || substr(gen_random_uuid()::text, 16))::uuid as id, at from (
      select greatest(now() - n * interval '${APART_MS} ms', date_trunc('week', now()) + n * interval '1 microsecond') as at
      from generate_series(${from + 1}, ${to}) n) times`);
  const times = { created_at: 'copies.at', started_at: 'copies.at', finished_at: 'copies.at' };
  for (const copy of [
    { table: 'runs', key: 'id', own: { id: 'copies.id', ...times } },
    { table: 'run_facts', key: 'run_id', own: { run_id: 'copies.id', at: 'copies.at' } },
  ])
    await client.query(await copyStatement(client, { ...copy, source: 'copies' }), [run]);
  await client.query('commit');
}
