/** Stored credentials in use: what the other side gets, what is refused, and that nothing recorded holds a secret. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { NewCredential } from '@/core/contracts/credentials';
import type { RunView } from '@/core/contracts/run-view';
import { createCredential } from '@/services/credentials/create-credential';
import { updateCredential } from '@/services/credentials/update-credential';
import { startRun } from '@/services/runs/start-run';
import { createWorkflow } from '@/services/workflows/create-workflow';
import { publishWorkflow } from '@/services/workflows/publish-workflow';
import { aTenant } from '@/testing/builders/people';
import { type EffectServer, startEffectServer } from '@/testing/product/effect-server';
import { aFile, aNode, isOver } from '@/testing/product/small-workflows';
import { createTestProduct, type TestProduct } from '@/testing/product/test-product';

const SECRET = 'k3y-that/nobody+reads é';
let product: TestProduct;
let server: EffectServer;
let other: EffectServer;

beforeAll(async () => {
  product = await createTestProduct();
  [server, other] = await Promise.all([startEffectServer(), startEffectServer()]);
  await product.startWorker();
});
afterAll(async () => {
  await Promise.all([server.close(), other.close()]);
  await product.close();
});
beforeEach(() => {
  for (const one of [server, other]) {
    one.seen.length = 0;
    // Says back all it was told, as debugging services and careless APIs do.
    one.answerWith((request) => ({ status: 200, body: { ...request } }));
  }
});

const hostOf = (one: EffectServer) => new URL(one.url).host;
const store = async (given: Pick<NewCredential, 'kind' | 'fields'> & { hosts?: string[] }): Promise<string> =>
  (
    await createCredential(product.deps, product.tenant.scope, {
      ...{ name: 'Shop', hosts: [hostOf(server)] },
      ...given,
    })
  ).id;
const calling = (credential: string, parameters: object = {}, settings: object = {}) =>
  aFile(
    [
      aNode('start', 'manual-trigger'),
      aNode('call', 'http-request', {
        parameters: {
          ...{
            method: 'POST',
            url: `${server.url}/orders`,
            authentication: 'credential',
            body: '{{ $json }}',
          },
          ...parameters,
        },
        settings: { onError: 'stop', ...settings },
        credentials: { auth: credential },
      }),
    ],
    ['start > call'],
  );

async function run(file: ReturnType<typeof calling>): Promise<RunView> {
  const workflowId = await product.publish(file);
  const { id } = await startRun(product.deps, product.tenant.scope, { workflowId, version: 'published' });
  return product.until(id, isOver);
}

/** Everything the database holds of runs and of what people did, as text. */
async function everythingRecorded(): Promise<string> {
  const tables = [
    'runs',
    'run_live',
    'run_facts',
    'receipts',
    'waits',
    'audit',
    'graphs',
    'drafts',
    'dead_letters',
  ];
  const texts = await Promise.all(
    [...tables, 'credentials'].map(async (table) => {
      const rows = await product.database.query<{ text: string }>(`select t::text as text from ${table} t`);
      return rows.map(({ text }) => text).join('\n');
    }),
  );
  return texts.join('\n');
}
const FORMS = [SECRET, encodeURIComponent(SECRET), Buffer.from(SECRET).toString('base64')];

describe('a stored credential', () => {
  it.each([
    {
      kind: 'header',
      fields: { name: 'X-Api-Key', value: 'k3y-that-nobody-reads' },
      sent: 'k3y-that-nobody-reads',
      header: 'x-api-key',
    },
    {
      kind: 'bearer',
      fields: { token: 'k3y-that-nobody-reads' },
      sent: 'Bearer k3y-that-nobody-reads',
      header: 'authorization',
    },
    {
      kind: 'basic',
      fields: { user: 'ada', password: SECRET },
      ...{ sent: `Basic ${Buffer.from(`ada:${SECRET}`).toString('base64')}`, header: 'authorization' },
    },
  ] as const)(
    '$kind reaches its host and stands in nothing that is kept',
    async ({ kind, fields, sent, header }) => {
      const id = await store({ kind, fields });
      const view = await run(calling(id));
      expect(view.status).toBe('succeeded');
      expect(server.seen[0]?.headers[header]).toBe(sent);
      const kept = `${await everythingRecorded()}${JSON.stringify(view)}`;
      expect(kept).toContain('[redacted]');
      expect([...FORMS, sent, 'k3y-that-nobody-reads'].filter((form) => kept.includes(form))).toEqual([]);
    },
  );

  it('goes into the address as a query and out of what is told of it', async () => {
    const id = await store({ kind: 'query', fields: { name: 'key', value: SECRET } });
    const view = await run(calling(id, { method: 'GET', query: [{ name: 'a', value: 'b' }] }));
    expect(new URL(server.seen[0]?.path ?? '', server.url).searchParams.get('key')).toBe(SECRET);
    expect(JSON.stringify(view.steps)).toContain('/orders');
    const kept = await everythingRecorded();
    expect(FORMS.filter((form) => kept.includes(form))).toEqual([]);
  });

  it('is sent to no other host, and the call is not made', async () => {
    const id = await store({
      kind: 'bearer',
      fields: { token: SECRET.replace(' é', '') },
      hosts: ['api.example.com'],
    });
    const view = await run(calling(id));
    expect(view).toMatchObject({ status: 'failed', error: { code: 'credential.other-host' } });
    const nowhere = await store({ kind: 'bearer', fields: { token: 'a-long-token' }, hosts: [] });
    expect(await run(calling(nowhere))).toMatchObject({
      status: 'failed',
      error: { code: 'credential.no-hosts' },
    });
    expect(server.seen).toEqual([]);
  });

  it('does not follow a redirect to another origin', async () => {
    server.answerWith(() => ({ status: 302, body: {}, headers: { location: `${other.url}/elsewhere` } }));
    const id = await store({ kind: 'header', fields: { name: 'X-Api-Key', value: 'k3y-that-nobody-reads' } });
    expect(await run(calling(id, { method: 'GET' }))).toMatchObject({ status: 'succeeded' });
    expect(server.seen[0]?.headers['x-api-key']).toBe('k3y-that-nobody-reads');
    expect(other.seen).toHaveLength(1);
    expect(JSON.stringify(other.seen)).not.toContain('k3y-that-nobody-reads');
  });

  it('stays out of a failure that repeats it', async () => {
    server.answerWith((request) => ({ status: 400, body: { said: request.headers } }));
    const id = await store({ kind: 'header', fields: { name: 'X-Api-Key', value: 'k3y-that-nobody-reads' } });
    expect(await run(calling(id))).toMatchObject({ status: 'failed', error: { code: 'http.status' } });
    expect(await everythingRecorded()).not.toContain('k3y-that-nobody-reads');
  });

  it('holds as it is when the step runs: a changed secret counts at once', async () => {
    const id = await store({ kind: 'bearer', fields: { token: 'first-token' } });
    await run(calling(id));
    await updateCredential(product.deps, product.tenant.scope, { id, fields: { token: 'second-token' } });
    await run(calling(id));
    expect(server.seen.map(({ headers }) => headers['authorization'])).toEqual([
      'Bearer first-token',
      'Bearer second-token',
    ]);
  });

  it('of another tenant is unknown, when publishing and in a worker', async () => {
    const stranger = await aTenant(product.deps);
    const { id } = await createCredential(product.deps, stranger.scope, {
      ...{ name: 'Theirs', kind: 'bearer', fields: { token: 'their-token' }, hosts: [hostOf(server)] },
    });
    const made = await createWorkflow(product.deps, product.tenant.scope, { file: calling(id) });
    const refused = publishWorkflow(product.deps, product.tenant.scope, { id: made.id });
    await expect(refused).rejects.toMatchObject({
      code: 'workflow.has-problems',
      details: { problems: [{ code: 'node.unknown-credential', path: 'credentials.auth' }] },
    });
    const { id: runId } = await startRun(product.deps, product.tenant.scope, {
      workflowId: made.id,
      version: 'draft',
    });
    const view = await product.until(runId, isOver);
    expect(view.error?.code).toBe('credential.unknown');
    expect(server.seen).toEqual([]);
  });
});

describe('OAuth 2 client credentials', () => {
  const grant = (holds: number) => {
    let tokens = 0;
    other.answerWith(() => ({
      ...{ status: 200 },
      body: { access_token: `token-number-${(tokens += 1)}`, token_type: 'Bearer', expires_in: holds },
    }));
  };
  const oauth = (sendAs: string) =>
    store({
      kind: 'oauth2-client-credentials',
      fields: {
        ...{ tokenUrl: `${other.url}/token`, clientId: 'heddle', clientSecret: 's3cret/of+the client' },
        ...{ scope: 'orders:read', sendAs },
      },
    });

  it('asks for a token once and uses it until it ends', async () => {
    grant(3600);
    const id = await oauth('header');
    const first = await run(calling(id));
    const second = await run(calling(id));
    expect([first.status, second.status]).toEqual(['succeeded', 'succeeded']);
    expect(other.seen).toHaveLength(1);
    expect(other.seen[0]?.body).toBe('grant_type=client_credentials&scope=orders%3Aread');
    const [, pair = ''] = String(other.seen[0]?.headers['authorization']).split(' ');
    expect(Buffer.from(pair, 'base64').toString()).toBe('heddle:s3cret%2Fof%2Bthe+client');
    expect(server.seen.map(({ headers }) => headers['authorization'])).toEqual([
      'Bearer token-number-1',
      'Bearer token-number-1',
    ]);
    const kept = await everythingRecorded();
    expect(kept).not.toContain('token-number-1');
  });

  it('asks anew after the token was turned away, and before one that is about to end', async () => {
    grant(20);
    const id = await oauth('body');
    server.answerWith(({ headers }) => ({
      status: headers['authorization'] === 'Bearer token-number-1' ? 401 : 200,
      body: {},
    }));
    const view = await run(calling(id, { tryAgain: 1, tryAgainOn: ['connection'] }));
    expect(view.status).toBe('failed');
    expect((await run(calling(id))).status).toBe('succeeded');
    expect(other.seen.map(({ body }) => new URLSearchParams(body).get('client_secret'))).toEqual([
      's3cret/of+the client',
      's3cret/of+the client',
    ]);
  });

  it('says that the service gives no token, and calls nobody', async () => {
    other.answerWith(() => ({ status: 401, body: { error: 'invalid_client' } }));
    expect(await run(calling(await oauth('header')))).toMatchObject({
      status: 'failed',
      error: { code: 'credential.token-refused' },
    });
    expect(server.seen).toEqual([]);
  });
});

it('a secret of a node that calculates is used and not kept', async () => {
  const id = await store({ kind: 'secret', fields: { value: 'hmac-key-of-ours' } });
  const file = aFile(
    [
      aNode('start', 'manual-trigger'),
      aNode('sign', 'crypto', {
        parameters: { operation: 'hmac', value: 'abc', secretFrom: 'credential', outputField: 'signature' },
        credentials: { secret: id },
      }),
    ],
    ['start > sign'],
  );
  const view = await run(file);
  expect(view.output).toMatchObject([
    { json: { signature: expect.stringMatching(/^[0-9a-f]{64}$/) as string } },
  ]);
  expect(await everythingRecorded()).not.toContain('hmac-key-of-ours');
});
