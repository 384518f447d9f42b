/** A list of 50 workflows over REST. */
import { runLoad } from '../load.mjs';
import { callApi } from '../product.mjs';
import { webhookWorkflow } from '../workflow.mjs';

export async function listByRest({ product, seconds }) {
  for (let n = 0; n < 50; n += 1)
    await callApi(product, 'POST', '/workflows', webhookWorkflow(`list-${n}`, 'immediately'));
  const headers = { authorization: `Bearer ${product.apiKey}` };
  const request = () => ({ method: 'GET', path: '/api/v1/workflows?limit=50', headers });
  const load = { origin: product.origin, connections: 20, request };
  await runLoad({ ...load, seconds: 1 });
  return runLoad({ ...load, seconds });
}
