import net from 'node:net';
import { TRPCError } from '@trpc/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorkflow } from '@/services/workflows/create-workflow';
import { publishWorkflow } from '@/services/workflows/publish-workflow';
import { type BuiltTenant, aSession, aTenant, anApiKey } from '@/testing/builders/people';
import { callRest, callTrpc } from '@/testing/web/calls';
import { acceptedRuns } from '@/testing/web/play-worker';
import { type TestWeb, startTestWeb } from '@/testing/web/test-web';
import { familyError } from './http/family-error';
import { appErrorBehind } from './trpc/errors';

let web: TestWeb;
let tenant: BuiltTenant;
let token: string;
let key: string;
let workflowId: string;

const file = {
  format: 'heddle.workflow/1',
  name: 'Bad input',
  nodes: [{ id: 'start', type: 'manual-trigger', name: 'Start', position: { x: 0, y: 0 } }],
};
const BEYOND_INT4 = 3_000_000_000;

beforeAll(async () => {
  web = await startTestWeb();
  tenant = await aTenant(web.deps);
  token = (await aSession(web.deps, tenant.owner)).token;
  key = (await anApiKey(web.deps, tenant, { role: 'owner' })).key;
  workflowId = (await createWorkflow(web.deps, tenant.scope, { file })).id;
  await publishWorkflow(web.deps, tenant.scope, { id: workflowId });
});
afterAll(() => web.close());

const rest = (method: string, path: string, body?: unknown) => callRest(web, { method, path, body }, { key });
const trpc = (name: string, input: object) =>
  callTrpc(web, name, { token }, { tenant: tenant.slug, ...input });

describe('characters that the database cannot keep', () => {
  const broken = { 'a\u0000': ['x\u0000', 'half \ud800'] };
  const clean = { 'a\ufffd': ['x\ufffd', 'half \ufffd'] };

  it('become U+FFFD in the input of a run, which is flagged', async () => {
    const started = await rest('POST', `/workflows/${workflowId}/runs`, { input: broken });
    expect(started.status).toBe(202);
    const listed = await rest('POST', `/workflows/${workflowId}/runs`, { input: [{ json: broken }] });
    expect(listed.status).toBe(202);
    expect((await trpc('run.start', { workflowId, input: broken })).status).toBe(200);
    const runs = (await acceptedRuns(web.database)).slice(-3);
    expect(runs.map(({ item }) => item.json)).toEqual([clean, clean, clean]);
    expect(runs.every(({ flags }) => flags.includes('input.sanitised'))).toBe(true);
  });

  it('leave clean input as it is, without a flag', async () => {
    await rest('POST', `/workflows/${workflowId}/runs`, { input: { emoji: '😀', text: 'é' } });
    expect((await acceptedRuns(web.database)).at(-1)).toMatchObject({
      flags: [],
      item: { json: { emoji: '😀', text: 'é' } },
    });
  });

  it('are no error anywhere else a text is taken', async () => {
    const run = { workflowId, input: {} };
    const outcomes = await Promise.all([
      rest('POST', `/workflows/${workflowId}/runs`, { idempotencyKey: 'k\u0000' }),
      rest('GET', '/workflows?search=%00'),
      rest('POST', `/workflows/${workflowId}/publish`, { note: 'n\u0000' }),
      trpc('workflow.list', { search: '\u0000' }),
      trpc('workflow.publish', { id: workflowId, note: 'n\u0000' }),
      trpc('apiKey.create', { name: 'k\u0000', role: 'viewer' }),
      trpc('tenant.update', { name: 'Name\u0000' }),
      trpc('run.start', run),
    ]);
    expect(outcomes.map(({ status, code }) => [status < 300, code])).toEqual(
      outcomes.map(() => [true, null]),
    );
    const id = (await acceptedRuns(web.database)).at(-1)?.id;
    const decided = await trpc('run.decide', {
      ...{ id, step: 'a\u0000', decision: 'done' },
      result: { text: '\u0000' },
    });
    expect(decided).toMatchObject({ status: 409, code: 'run.nothing-to-decide' });
  });
});

describe('numbers beyond what a version can be', () => {
  it('are refused by name', async () => {
    const outcomes = await Promise.all([
      rest('POST', `/workflows/${workflowId}/runs`, { version: BEYOND_INT4 }),
      rest('GET', `/workflows/${workflowId}?version=${BEYOND_INT4}`),
      trpc('workflow.getVersion', { id: workflowId, version: BEYOND_INT4 }),
      trpc('run.start', { workflowId, version: BEYOND_INT4 }),
    ]);
    expect(outcomes.map(({ status, code }) => [status, code])).toEqual(
      outcomes.map(() => [400, 'input.invalid']),
    );
  });
});

describe('years that the database does not know', () => {
  const never = '0000-01-01T00:00:00Z';
  const cursor = `0000-01-01T00:00:00.000Z~01a1ffae-132b-76f4-80ba-e500f87daca8~`;
  const listCursor = Buffer.from(JSON.stringify([never, '01a1ffae-132b-76f4-80ba-e500f87daca8']));

  it('are refused, not failed over', async () => {
    const outcomes = await Promise.all([
      rest('GET', `/runs?from=${never}`),
      rest('GET', `/dead-letters?to=${never}`),
      rest('GET', `/dead-letters?cursor=${cursor}`),
      rest('POST', '/dead-letters/discard', { match: { from: never } }),
      rest('GET', `/workflows/${workflowId}/receipts?from=${never}`),
      rest('GET', `/workflows/${workflowId}/receipts?cursor=${cursor}`),
      rest('GET', `/workflows?cursor=${listCursor.toString('base64url')}`),
      trpc('inbox.list', { cursor }),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(outcomes.map(() => 400));
  });
});

describe('conditional reads', () => {
  it('understand weak tags, lists and the star', async () => {
    const path = `/workflows/${workflowId}`;
    const etag = (await rest('GET', path)).headers.get('etag') ?? '';
    const read = async (tags: string) =>
      (await callRest(web, { method: 'GET', path, headers: { 'if-none-match': tags } }, { key })).status;
    for (const tags of [etag, `W/${etag}`, `"other", ${etag}`, '*']) expect(await read(tags)).toBe(304);
    for (const tags of ['"other"', etag.slice(1, -1)]) expect(await read(tags)).toBe(200);
  });
});

describe('queries that are no JSON', () => {
  it('are the caller’s fault', async () => {
    const cookie = `${web.deps.sessions.cookieName}=${token}`;
    const response = await fetch(`${web.url}/api/trpc/session.me?input={bad`, { headers: { cookie } });
    expect(response.status).toBe(400);
    expect(JSON.stringify(await response.json())).toContain('"code":"request.not-json"');
  });
});

describe('what ends a wait', () => {
  it('is no more than may stand in a history', async () => {
    await rest('POST', `/workflows/${workflowId}/runs`, {});
    const id = (await acceptedRuns(web.database)).at(-1)?.id ?? '';
    const much = 'x'.repeat(300_000);
    const doubts = [{ runId: id, step: 'a' }];
    const outcomes = await Promise.all([
      rest('POST', `/runs/${id}/signals`, { name: 'go', payload: much }),
      rest('POST', `/runs/${id}/steps/a/decision`, { decision: 'done', result: much }),
      trpc('run.signal', { id, name: 'go', payload: much }),
      trpc('run.decide', { id, step: 'a', decision: 'done', result: much }),
    ]);
    expect(outcomes.map(({ status, code }) => [status, code])).toEqual(
      outcomes.map(() => [413, 'run.payload-too-large']),
    );
    const many = await trpc('inbox.decide', { doubts, decision: 'done', result: much });
    expect(JSON.stringify(many)).toContain('run.payload-too-large');
  });
});

describe('bodies that are too large', () => {
  /** Sends the whole body before it looks at the answer, as most clients do. */
  const send = (path: string, bytes: number) =>
    new Promise<string>((resolve, reject) => {
      const { hostname, port } = new URL(web.url);
      const socket = net.connect(Number(port), hostname);
      let answer = '';
      socket.on('error', reject);
      socket.write(
        `POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\nauthorization: Bearer ${key}\r\ncontent-length: ${bytes}\r\n\r\n`,
      );
      socket.write(Buffer.alloc(bytes, 'x'), () => {
        socket.on('data', (chunk: Buffer) => {
          answer += chunk.toString();
          if (answer.includes('}')) socket.destroy();
        });
        socket.on('close', () => resolve(answer));
      });
    });

  it('get their answer, not a broken connection', async () => {
    const answer = await send('/api/v1/workflows', 24_000_000);
    expect(answer).toMatch(/^HTTP\/1.1 413 /);
    expect(answer).toContain('"code":"request.too-large"');
  });

  it('are cut off when they do not end', async () => {
    await expect(send('/api/v1/workflows', 100_000_000)).rejects.toThrow(/EPIPE|ECONNRESET/);
  });
});

describe('a database that is away', () => {
  it('is said to be, with 503', () => {
    const lost = Object.assign(new Error('Connection terminated unexpectedly'), { code: '57P01' });
    expect(familyError(lost)).toMatchObject({ family: 'operational-failure', code: 'database.away' });
    expect(appErrorBehind(new TRPCError({ code: 'INTERNAL_SERVER_ERROR', cause: lost }))).toMatchObject({
      code: 'database.away',
    });
    expect(familyError(new Error('Anything else'))).toMatchObject({ family: 'bug' });
  });
});
