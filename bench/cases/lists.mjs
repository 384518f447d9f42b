/** A list of 50 workflows, over REST with a key and over tRPC with a session. */
import { runLoad } from '../load.mjs';
import { callApi } from '../product.mjs';
import { webhookWorkflow } from '../workflow.mjs';

async function makeWorkflows(product) {
  const { items } = await callApi(product, 'GET', '/workflows?limit=50');
  for (let n = items.length; n < 50; n += 1)
    await callApi(product, 'POST', '/workflows', webhookWorkflow(`list-${n}`, 'immediately'));
}

export async function listByTrpc({ product, seconds }) {
  await makeWorkflows(product);
  const input = encodeURIComponent(JSON.stringify({ json: { tenant: 'demo', limit: 50 } }));
  const headers = { cookie: await product.signIn() };
  const request = () => ({ method: 'GET', path: `/api/trpc/workflow.list?input=${input}`, headers });
  const load = { origin: product.origin, connections: 20, request };
  await runLoad({ ...load, seconds: 1 });
  return runLoad({ ...load, product, seconds });
}

export async function listByRest({ product, seconds }) {
  await makeWorkflows(product);
  const headers = { authorization: `Bearer ${product.apiKey}` };
  const request = () => ({ method: 'GET', path: '/api/v1/workflows?limit=50', headers });
  const load = { origin: product.origin, connections: 20, request };
  await runLoad({ ...load, seconds: 1 });
  return runLoad({ ...load, product, seconds });
}
