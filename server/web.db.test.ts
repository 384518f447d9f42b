import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { DraftServerFrame } from '@/core/contracts/draft-sync';
import { encodeDraft } from '@/core/draft/doc-from-graph';
import { loadDraft } from '@/core/draft/apply-draft-update';
import { applyEdit } from '@/core/draft/apply-edit';
import { updateMemberRole } from '@/services/members/update-member-role';
import { revokeSession } from '@/services/sessions/revoke-session';
import { startRun } from '@/services/runs/start-run';
import { createWorkflow } from '@/services/workflows/create-workflow';
import { getDraft } from '@/services/workflows/get-draft';
import { type BuiltTenant, aMember, aSession, aTenant, anApiKey } from '@/testing/builders/people';
import { callRest, callTrpc } from '@/testing/web/calls';
import { endRun } from '@/testing/web/play-worker';
import { type TestWeb, startTestWeb } from '@/testing/web/test-web';

let web: TestWeb;
let tenant: BuiltTenant;
let token: string;
let key: string;

const file = (name: string) => ({
  format: 'heddle.workflow/1',
  name,
  nodes: [{ id: 'start', type: 'manual-trigger', name: 'Start', position: { x: 0, y: 0 } }],
});

beforeAll(async () => {
  web = await startTestWeb();
  tenant = await aTenant(web.deps);
  token = (await aSession(web.deps, tenant.owner)).token;
  key = (await anApiKey(web.deps, tenant, { role: 'owner' })).key;
});
afterAll(() => web.close());

describe('every answer', () => {
  it('carries the security headers and a request id', async () => {
    for (const path of ['/healthz', '/readyz', '/api/v1/nothing', '/no-page']) {
      const { headers } = await fetch(web.url + path);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('x-request-id')).toMatch(/^[\w-]{8,}$/);
    }
  });

  it('ready means that the database answers', async () => {
    expect(await (await fetch(`${web.url}/readyz`)).json()).toEqual({ status: 'ok' });
  });
});

describe('mutations of a browser', () => {
  const send = (headers: Record<string, string>, body = '{"json":{"name":"Mine"}}') =>
    fetch(`${web.url}/api/trpc/tenant.create`, {
      method: 'POST',
      headers: {
        cookie: `${web.deps.sessions.cookieName}=${token}`,
        'content-type': 'application/json',
        ...headers,
      },
      body,
    });

  it('come from our own pages', async () => {
    for (const origin of ['http://evil.example', 'null', web.url.replace('http', 'https')]) {
      expect((await send({ origin })).status).toBe(403);
    }
    expect((await send({ 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await send({ origin: web.url })).status).toBe(200);
  });

  it('are JSON, neither too deep nor too large', async () => {
    const origin = web.url;
    expect((await send({ origin, 'content-type': 'text/plain' })).status).toBe(415);
    expect((await send({ origin }, '['.repeat(500))).status).toBe(400);
    const large = await send({ origin }, `"${'x'.repeat(9_000_000)}"`).catch(() => null);
    if (large) expect(large.status).toBe(413);
  });
});

describe('sessions', () => {
  it('say which address was set for this product, and none where it is a guess', async () => {
    const { config } = web.deps;
    const publicUrlOf = async () => (await callTrpc(web, 'session.me', { token }, {})).data;
    expect(await publicUrlOf()).toMatchObject({ publicUrl: null });
    const before = { ...config };
    Object.assign(config, { publicUrl: web.url, hasPublicUrl: true });
    try {
      expect(await publicUrlOf()).toMatchObject({ publicUrl: web.url });
    } finally {
      Object.assign(config, before);
    }
  });

  it('end at once when revoked', async () => {
    const { user } = await aMember(web.deps, tenant);
    const session = await aSession(web.deps, user);
    expect((await callTrpc(web, 'session.me', session, {})).status).toBe(200);
    await revokeSession(web.deps, { userId: user.id, id: session.sessionId });
    await expect.poll(async () => (await callTrpc(web, 'session.me', session, {})).status).toBe(401);
  });

  it('get a new token after a change of role', async () => {
    const { user } = await aMember(web.deps, tenant, { role: 'developer' });
    const session = await aSession(web.deps, user);
    await updateMemberRole(web.deps, tenant.scope, { userId: user.id, role: 'viewer' });
    const headers = { cookie: `${web.deps.sessions.cookieName}=${session.token}` };
    const renewed = await fetch(`${web.url}/api/trpc/session.me`, { headers });
    const cookie = renewed.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^next-auth\.session-token=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax/);
    const fresh = /=([\w-]{43});/.exec(cookie)?.[1] ?? '';
    expect(fresh).not.toBe(session.token);
    expect((await callTrpc(web, 'session.me', { token: fresh }, {})).status).toBe(200);
  });
});

describe('REST', () => {
  it('describes itself as its table of calls does', async () => {
    const document = (await (await fetch(`${web.url}/api/v1/openapi.json`)).json()) as {
      openapi: string;
      paths: object;
    };
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toContain('/workflows/{id}/publish');
  });

  it('guards a draft against lost updates', async () => {
    const made = await callRest(web, { method: 'POST', path: '/workflows', body: file('Guarded') }, { key });
    expect(made.status).toBe(201);
    const { id } = made.data as { id: string };
    const path = `/workflows/${id}`;
    const got = await callRest(web, { method: 'GET', path }, { key });
    const etag = got.headers.get('etag') ?? '';
    const again = await callRest(web, { method: 'GET', path, headers: { 'if-none-match': etag } }, { key });
    expect(again.status).toBe(304);
    const put = (headers: Record<string, string>) =>
      callRest(web, { method: 'PUT', path, body: { ...file('Changed'), notes: [] }, headers }, { key });
    expect((await put({})).status).toBe(428);
    const changed = await put({ 'if-match': etag });
    expect(changed.status).toBe(200);
    expect(await put({ 'if-match': etag })).toMatchObject({ status: 412, code: 'workflow.changed' });
  });

  it('saves nothing of a broken file and names the place', async () => {
    const count = async () => (await web.database.query('select id from workflows')).length;
    const before = await count();
    const broken = { ...file('Broken'), nodes: [{ id: 'a' }] };
    const outcome = await callRest(web, { method: 'POST', path: '/workflows', body: broken }, { key });
    expect(outcome.status).toBeGreaterThanOrEqual(400);
    expect(JSON.stringify(outcome.data)).toContain('nodes.0');
    expect(await count()).toBe(before);
  });

  it('streams a run until it ends, and goes on after Last-Event-ID', async () => {
    const { id: workflowId } = await createWorkflow(web.deps, tenant.scope, { file: file('Streamed') });
    const { id } = await startRun(web.deps, tenant.scope, { workflowId, version: 'draft' });
    await endRun(web.database, { id, replyTo: null }, { status: 'succeeded', items: [] });
    const headers = { authorization: `Bearer ${key}` };
    const text = await (await fetch(`${web.url}/api/v1/runs/${id}/events`, { headers })).text();
    expect(text).toMatch(new RegExp(`id: ${id}:\\d+\\nevent: run-changed\\ndata: .*"status":"succeeded"`));
    const last = /^id: (.*)$/m.exec(text)?.[1] ?? '';
    for (const seen of [last, `${id}:999`]) {
      const again = await fetch(`${web.url}/api/v1/runs/${id}/events`, {
        headers: { ...headers, 'last-event-id': seen },
        signal: AbortSignal.timeout(5000),
      });
      expect(await again.text()).toBe(': hello\n\n');
    }
  });
});

describe('live editing', () => {
  interface Editor {
    next(): Promise<DraftServerFrame>;
    send(frame: unknown): void;
    socket: WebSocket;
  }

  async function openEditor(
    workflowId: string,
    given: { token: string; origin?: string; slug?: string },
  ): Promise<Editor> {
    const address = `${web.url.replace('http', 'ws')}/ws/draft?tenant=${given.slug ?? tenant.slug}&workflow=${workflowId}`;
    const headers = {
      cookie: `${web.deps.sessions.cookieName}=${given.token}`,
      origin: given.origin ?? web.url,
    };
    const socket = new WebSocket(address, { headers });
    const frames: DraftServerFrame[] = [];
    const waiting: ((frame: DraftServerFrame) => void)[] = [];
    socket.on('message', (data: Buffer) => {
      const frame = JSON.parse(data.toString()) as DraftServerFrame;
      const taker = waiting.shift();
      if (taker) taker(frame);
      else frames.push(frame);
    });
    await once(socket, 'open');
    return {
      socket,
      send: (frame) => socket.send(JSON.stringify(frame)),
      next() {
        const frame = frames.shift();
        return frame ? Promise.resolve(frame) : new Promise((resolve) => waiting.push(resolve));
      },
    };
  }

  async function renamedUpdate(workflowId: string, name: string): Promise<string> {
    const { state } = await getDraft(web.deps, tenant.scope, { id: workflowId });
    const doc = loadDraft(state);
    applyEdit(doc, { kind: 'set-workflow-name', name }, 'test');
    return Buffer.from(encodeDraft(doc)).toString('base64');
  }

  it('an edit is acknowledged to its author and reaches the other editor', async () => {
    const { id } = await createWorkflow(web.deps, tenant.scope, { file: file('Shared') });
    const [one, two] = [await openEditor(id, { token }), await openEditor(id, { token })];
    expect((await one.next()).t).toBe('sync');
    expect((await two.next()).t).toBe('sync');
    one.send({ t: 'update', n: 1, update: await renamedUpdate(id, 'Renamed together') });
    const answers = [await one.next(), await one.next()];
    expect(answers.find((frame) => frame.t === 'ack')).toMatchObject({ n: 1 });
    expect(await two.next()).toMatchObject({ t: 'update', by: tenant.owner.id });
    expect((await getDraft(web.deps, tenant.scope, { id })).graph.name).toBe('Renamed together');
    one.socket.close();
    two.socket.close();
  });

  it('a viewer looks on and is refused; nonsense is refused; both get the stored draft again', async () => {
    const { id } = await createWorkflow(web.deps, tenant.scope, { file: file('Watched') });
    const { user } = await aMember(web.deps, tenant, { role: 'viewer' });
    const viewer = await openEditor(id, { token: (await aSession(web.deps, user)).token });
    expect((await viewer.next()).t).toBe('sync');
    viewer.send({ t: 'update', n: 1, update: await renamedUpdate(id, 'Not allowed') });
    expect(await viewer.next()).toMatchObject({ t: 'refused', n: 1, code: 'access.forbidden' });
    expect((await viewer.next()).t).toBe('sync');
    viewer.send({ nonsense: true });
    expect(await viewer.next()).toMatchObject({ t: 'refused', n: 0 });
    expect((await getDraft(web.deps, tenant.scope, { id })).graph.name).toBe('Watched');
    viewer.socket.close();
  });

  it('opens for members on our own pages only, and for drafts of the tenant', async () => {
    const { id } = await createWorkflow(web.deps, tenant.scope, { file: file('Private') });
    const stranger = await aTenant(web.deps);
    const strangerToken = (await aSession(web.deps, stranger.owner)).token;
    await expect(openEditor(id, { token, origin: 'http://evil.example' })).rejects.toThrow(/403/);
    await expect(openEditor(id, { token: 'x'.repeat(43) })).rejects.toThrow(/401/);
    await expect(openEditor(id, { token: strangerToken })).rejects.toThrow(/404/);
    const foreign = await openEditor(id, { token: strangerToken, slug: stranger.slug });
    const [code] = (await once(foreign.socket, 'close')) as [number];
    expect(code).toBe(4404);
  });

  it('a stray upgrade is closed', async () => {
    const socket = new WebSocket(`${web.url.replace('http', 'ws')}/nope`);
    await expect(once(socket, 'open')).rejects.toThrow();
  });
});
