/** A list of 50 among 10,000 workflows at 1,000 requests a second, of one web process. */
import pg from 'pg';
import { copyStatement } from '../copy-rows.mjs';
import { runPaced } from '../paced.mjs';
import { callApi } from '../product.mjs';
import { webhookWorkflow } from '../workflow.mjs';

const WORKFLOWS = 10_000;
const PER_SECOND = 1000;

/** Copies of one workflow, made by the database: only their number matters here. */
async function makeWorkflows(product) {
  const { id } = await callApi(product, 'POST', '/workflows', webhookWorkflow('one-of-many', 'immediately'));
  const client = new pg.Client({ connectionString: product.databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query('select count(*)::int as count from workflows');
    const missing = WORKFLOWS - rows[0].count;
    if (missing <= 0) return;
    await client.query('begin');
    await client.query(
      `create temp table copies on commit drop as select uuid7_now() as id, n from generate_series(1, ${missing}) n`,
    );
    for (const [table, key, own] of [
      [
        'workflows',
        'id',
        {
          id: 'copies.id',
          name: `'Copy ' || copies.n`,
          updated_at: "now() - copies.n * interval '1 second'",
        },
      ],
      ['drafts', 'workflow_id', { workflow_id: 'copies.id' }],
    ])
      await client.query(await copyStatement(client, { table, key, own, source: 'copies' }), [id]);
    await client.query('commit');
    await client.query('analyze workflows, drafts');
  } finally {
    await client.end();
  }
}

async function measure(product, seconds, request) {
  await makeWorkflows(product);
  const load = { origin: product.origin, request };
  // A process that has just begun compiles its code while it answers.
  await runPaced({ ...load, perSecond: PER_SECOND, seconds: 3 });
  return { webProcesses: 1, ...(await runPaced({ ...load, product, perSecond: PER_SECOND, seconds })) };
}

export async function manyByTrpc({ product, seconds }) {
  const input = encodeURIComponent(JSON.stringify({ json: { tenant: 'demo', limit: 50 } }));
  const headers = { cookie: await product.signIn() };
  return measure(product, seconds, () => ({
    method: 'GET',
    path: `/api/trpc/workflow.list?input=${input}`,
    headers,
  }));
}

export async function manyByRest({ product, seconds }) {
  const headers = { authorization: `Bearer ${product.apiKey}` };
  return measure(product, seconds, () => ({ method: 'GET', path: '/api/v1/workflows?limit=50', headers }));
}
