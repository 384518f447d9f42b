/** What we answer to plain queries is, to the letter, what tRPC's own adapter answers. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { nodeHTTPRequestHandler } from '@trpc/server/adapters/node-http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestWeb, type TestWeb } from '@/testing/web/test-web';
import type { LiveSession } from '../auth/sessions';
import { answerQueries } from './answer-queries';
import { appRouter } from './router';

let web: TestWeb;
let server: Server;
let isOurs = true;
let left = 0;
const failed: string[] = [];

const session: LiveSession = {
  sessionId: '01900000-0000-7000-8000-000000000001',
  user: { id: '01900000-0000-7000-8000-000000000002', email: 'a@example.com', name: 'A' },
  memberships: [],
} as unknown as LiveSession;

beforeAll(async () => {
  web = await startTestWeb();
  server = createServer((request, response) => {
    void (async () => {
      const names = new URL(request.url ?? '/', 'http://x').pathname.slice(1);
      const findSession = () => Promise.resolve(session);
      const context = { deps: web.deps, session, findSession, requestId: 'r', ip: '127.0.0.1' };
      const onError = ({ path }: { path: string | undefined }): void => void failed.push(path ?? '');
      if (isOurs && (await answerQueries({ request, response, names, maxBatchSize: 3, context, onError })))
        return;
      if (isOurs) left += 1;
      await nodeHTTPRequestHandler({
        ...{ req: request, res: response, path: names, router: appRouter, maxBatchSize: 3 },
        createContext: () => Promise.resolve(context),
        onError,
      });
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(async () => {
  server.close();
  await web.close();
});

async function ask(path: string) {
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  failed.length = 0;
  const response = await fetch(`http://127.0.0.1:${port}/${path}`);
  const text = await response.text();
  return { status: response.status, type: response.headers.get('content-type'), text, failed: [...failed] };
}

const input = (value: unknown) => `input=${encodeURIComponent(JSON.stringify(value))}`;

it.each([
  ['one query', 'session.me', 0],
  ['a query with input', `session.me?${input({ json: {} })}`, 0],
  ['a query of the database', 'setup.status', 0],
  ['unknown fields', `session.me?${input({ json: { what: 1 } })}`, 0],
  ['input that is no JSON', 'session.me?input=%7B', 0],
  ['a tenant of others', `workflow.list?${input({ json: { tenant: 'others', limit: 50 } })}`, 0],
  ['several', `session.me,setup.status?batch=1&${input({})}`, 0],
  ['several, one refused', `session.me,workflow.list?batch=1&${input({ 1: { json: { tenant: 'x' } } })}`, 0],
  ['several with input that is no JSON', 'session.me,setup.status?batch=1&input=%7B', 0],
  ['several with a list as input', `session.me,setup.status?batch=1&${input([])}`, 0],
  ['several with a number as input', `session.me,setup.status?batch=1&${input(1)}`, 0],
  ['a batch of one', `session.me?batch=1&${input({ 0: { json: {} } })}`, 0],
  ['names written with signs', 'session%2Eme', 0],
  ['names that are no text', 'session.me%E0%A4%A', 1],
  ['an unknown name', 'session.nothing', 1],
  ['a name of every object', 'constructor', 1],
  ['a mutation', 'session.revoke', 1],
  ['too many', 'session.me,session.me,session.me,session.me?batch=1', 1],
])('%s', async (_what, path, expectedLeft) => {
  isOurs = true;
  left = 0;
  const ours = await ask(path);
  expect(left).toBe(expectedLeft);
  isOurs = false;
  expect(ours).toEqual(await ask(path));
});
