/** What workflows under load are made of, and the servers that they call. */
import { createServer } from 'node:http';
import { runLoad } from '../load.mjs';
import { callApi } from '../product.mjs';
import { lineOf, respondWith } from '../workflow.mjs';

export const CONNECTIONS = 20;
export const request = (name, body) => () => ({
  method: 'POST',
  path: `/hooks/demo/${name}`,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

const published = new WeakMap();

/** Published once for each product, however often its case is measured. Gives its id. */
export function publish(product, workflow) {
  const known = published.get(product) ?? new Map();
  published.set(product, known);
  const { name } = workflow;
  if (!known.has(name)) known.set(name, publishAnew(product, workflow));
  return known.get(name);
}

async function publishAnew(product, workflow) {
  const { id } = await callApi(product, 'POST', '/workflows', workflow);
  await callApi(product, 'POST', `/workflows/${id}/publish`, {});
  return id;
}

/** A case: so many requests a second, answered by runs of these nodes. */
export function answeredBy(name, nodes, options = {}) {
  const { body = { amount: 7 }, connections = CONNECTIONS } = options;
  return async ({ product, seconds }) => {
    await publish(product, lineOf(name, await nodes()));
    const load = { origin: product.origin, connections, request: request(name, body) };
    await runLoad({ ...load, seconds: 2 });
    return runLoad({ ...load, product, seconds });
  };
}

export const edit = (n) => ({
  type: 'edit-fields',
  parameters: {
    assignments: [{ name: `field${n}`, type: 'number', value: `{{ $json.body.amount + ${n} }}` }],
    keep: 'all',
  },
});

export const COUNT = respondWith('{{ { "count": $input.all().length } }}');

const servers = new Map();

/** The address of a third party that answers after so many milliseconds; the same one for as long as cases are measured. */
export function addressAfter(delayMs = 0) {
  if (!servers.has(delayMs)) servers.set(delayMs, startServer(delayMs));
  return servers.get(delayMs);
}

async function startServer(delayMs) {
  const server = createServer((request, response) => {
    request.resume();
    const answer = () => response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true}');
    if (delayMs > 0) setTimeout(answer, delayMs);
    else answer();
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  return `http://127.0.0.1:${server.address().port}/`;
}
