/**
 * The table of what is due, under 500 runs a second: its size and what is dead in it, over time. An hour of it:
 * `npm run bench -- due-table --seconds=3600`.
 */
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { runPaced } from '../paced.mjs';
import { callApi } from '../product.mjs';
import { webhookWorkflow } from '../workflow.mjs';

const RUNS_PER_SECOND = 500;
const LOOKS = 12;

export async function dueTable({ product, seconds }) {
  const { id } = await callApi(product, 'POST', '/workflows', webhookWorkflow('bench-due', 'immediately'));
  await callApi(product, 'POST', `/workflows/${id}/publish`, {});
  const client = new pg.Client(product.databaseUrl);
  await client.connect();
  try {
    const load = {
      origin: product.origin,
      perSecond: RUNS_PER_SECOND,
      seconds,
      expect: 202,
      request: (n) => ({
        method: 'POST',
        path: '/hooks/demo/bench-due',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ amount: n % 200 }),
      }),
    };
    const began = performance.now();
    const loaded = runPaced(load);
    const overTime = [];
    for (let look = 1; look <= LOOKS; look += 1) {
      await pause(Math.max(0, began + (look * seconds * 1000) / LOOKS - performance.now()));
      overTime.push({ second: Math.round((performance.now() - began) / 1000), ...(await lookAt(client)) });
    }
    const { perSecond, wrong } = await loaded;
    const { rows } = await client.query('select count(*)::int as n from run_live');
    return {
      wantedPerSecond: RUNS_PER_SECOND,
      perSecond,
      wrong,
      largestKb: Math.max(...overTime.map(({ tableKb }) => tableKb)),
      unfinished: rows[0].n,
      overTime,
    };
  } finally {
    await client.end();
  }
}

async function lookAt(client) {
  const { rows } = await client.query(
    `select (pg_relation_size('run_live') / 1024)::int as "tableKb",
        (pg_indexes_size('run_live') / 1024)::int as "indexesKb",
        n_live_tup::int as live, n_dead_tup::int as dead, autovacuum_count::int as vacuums
      from pg_stat_user_tables where relname = 'run_live'`,
  );
  return rows[0];
}
