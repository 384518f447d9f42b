import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { Role } from '@/core/access/roles';
import { createCredential } from '@/services/credentials/create-credential';
import { updateCredential } from '@/services/credentials/update-credential';
import { startRun } from '@/services/runs/start-run';
import { createWorkflow } from '@/services/workflows/create-workflow';
import { publishWorkflow } from '@/services/workflows/publish-workflow';
import { renameWorkflow } from '@/services/workflows/rename-workflow';
import { type BuiltTenant, aMember, aSession, aTenant, anApiKey } from '@/testing/builders/people';
import { callRest, callTrpc } from '@/testing/web/calls';
import { type TestWeb, startTestWeb } from '@/testing/web/test-web';

const SECRET = 'only-for-those-who-may-change-it';
let web: TestWeb;
let tenant: BuiltTenant;
let workflowId: string;
let runId: string;

const file = {
  format: 'heddle.workflow/1',
  name: 'Locked',
  nodes: [
    {
      ...{ id: 'hook', type: 'webhook', name: 'Webhook', position: { x: 0, y: 0 } },
      parameters: { path: 'locked', authentication: 'header', headerName: 'x-lock', headerValue: SECRET },
    },
  ],
};

beforeAll(async () => {
  web = await startTestWeb();
  tenant = await aTenant(web.deps);
  workflowId = (await createWorkflow(web.deps, tenant.scope, { file })).id;
  await publishWorkflow(web.deps, tenant.scope, { id: workflowId });
  runId = (await startRun(web.deps, tenant.scope, { workflowId, version: 1 })).id;
});
afterAll(() => web.close());

/** Every way in which a graph is read, as text. */
async function everythingRead(role: Role): Promise<string[]> {
  const { key } = await anApiKey(web.deps, tenant, { role });
  const { user } = await aMember(web.deps, tenant, { role });
  const session = await aSession(web.deps, user);
  const rest = (query: string) =>
    callRest(web, { method: 'GET', path: `/workflows/${workflowId}${query}` }, { key });
  const trpc = (name: string, input: object) =>
    callTrpc(web, name, session, { tenant: tenant.slug, ...input });
  const outcomes = await Promise.all([
    ...[rest(''), rest('?version=1'), rest('?version=published')],
    trpc('workflow.getVersion', { id: workflowId, version: 1 }),
    trpc('workflow.export', { id: workflowId }),
    trpc('run.getGraph', { id: runId }),
  ]);
  expect(outcomes.map(({ status }) => status)).toEqual(outcomes.map(() => 200));
  return outcomes.map(({ data }) => JSON.stringify(data));
}

describe('the secret of a credential', () => {
  const HIDDEN = 'nobody-gets-this-back';

  it('stands in no answer, no file and no audit entry, whoever asks', async () => {
    const credential = await createCredential(web.deps, tenant.scope, {
      ...{ name: 'Shop', kind: 'header', hosts: ['api.example.com'] },
      fields: { name: 'X-Api-Key', value: HIDDEN },
    });
    const { id } = credential;
    await updateCredential(web.deps, tenant.scope, { id, name: 'Shop API', fields: { value: `${HIDDEN}!` } });
    const using = await createWorkflow(web.deps, tenant.scope, {
      file: {
        ...{ format: 'heddle.workflow/1', name: 'Uses it' },
        nodes: [
          { id: 'start', type: 'manual-trigger', name: 'Start', position: { x: 0, y: 0 } },
          {
            ...{ id: 'call', type: 'http-request', name: 'Call', position: { x: 200, y: 0 } },
            parameters: { url: 'https://api.example.com', authentication: 'credential' },
            credentials: { auth: id },
          },
        ],
        edges: [{ id: 'e', source: 'start', target: 'call' }],
      },
    });
    const { key } = await anApiKey(web.deps, tenant, { role: 'owner' });
    const session = await aSession(web.deps, tenant.owner);
    const rest = (path: string) => callRest(web, { method: 'GET', path }, { key });
    const trpc = (name: string, input: object) =>
      callTrpc(web, name, session, { tenant: tenant.slug, ...input });
    const outcomes = await Promise.all([
      ...[rest('/credentials'), rest(`/credentials/${id}`), rest(`/credentials/${id}/usage`)],
      ...[rest(`/workflows/${using.id}`), rest(`/workflows/${using.id}/export/n8n`)],
      ...[trpc('credential.list', {}), trpc('credential.get', { id }), trpc('credential.usage', { id })],
      ...[trpc('workflow.export', { id: using.id }), trpc('audit.list', {})],
    ]);
    const texts = [JSON.stringify(credential), ...outcomes.map(({ data }) => JSON.stringify(data))];
    expect(outcomes.map(({ status }) => status)).toEqual(outcomes.map(() => 200));
    expect(texts.filter((text) => text.includes(HIDDEN))).toEqual([]);
    expect(texts[1]).toContain('"secrets":{"value":"set"}');
    // The file says what to choose where it is read elsewhere; n8n's says nothing of ours.
    expect(texts[4]).toContain('"name":"Shop API"');
    expect(texts[5]).not.toContain(id);
    const rows = await web.database.query<{ text: string }>('select t::text as text from credentials t');
    expect(JSON.stringify(rows)).not.toContain(HIDDEN);
  });

  it.each(['viewer', 'operator'] as const)(
    'and a %s sees that it is there, not where it goes',
    async (role) => {
      const { key } = await anApiKey(web.deps, tenant, { role });
      const { data } = await callRest(web, { method: 'GET', path: '/credentials' }, { key });
      expect(data).toMatchObject({ items: [{ name: 'Shop API', kind: 'header', fields: {}, hosts: [] }] });
    },
  );

  it('is asked for again when it would go elsewhere', async () => {
    const { id } = await createCredential(web.deps, tenant.scope, {
      ...{ name: 'Moved', kind: 'bearer', hosts: ['api.example.com'], fields: { token: HIDDEN } },
    });
    const change = (given: object) => updateCredential(web.deps, tenant.scope, { id, ...given });
    const refusal = { code: 'credential.secret-needed', status: 422 };
    await expect(change({ hosts: ['api.example.com', 'evil.example.net'] })).rejects.toMatchObject(refusal);
    await expect(change({ hosts: ['*.example.com'] })).rejects.toMatchObject(refusal);
    expect(await change({ hosts: [] })).toMatchObject({ hosts: [] });
    await expect(change({ hosts: ['api.example.com'] })).rejects.toMatchObject(refusal);
    const moved = await change({ hosts: ['API.example.com:8443'], fields: { token: 'typed-in-again' } });
    expect(moved).toMatchObject({ hosts: ['api.example.com:8443'] });
  });

  it('needs credential:use to be put into a workflow', async () => {
    const { id } = await createCredential(web.deps, tenant.scope, {
      ...{ name: 'Narrow', kind: 'bearer', hosts: [], fields: { token: HIDDEN } },
    });
    const { key } = await anApiKey(web.deps, tenant, {
      role: 'developer',
      scopes: ['workflow:read', 'workflow:write'],
    });
    const body = {
      ...{ format: 'heddle.workflow/1', name: 'Takes it' },
      nodes: [
        {
          ...{ id: 'call', type: 'http-request', name: 'Call', position: { x: 0, y: 0 } },
          credentials: { auth: id },
        },
      ],
    };
    expect(await callRest(web, { method: 'POST', path: '/workflows', body }, { key })).toMatchObject({
      status: 403,
      code: 'access.forbidden',
    });
  });
});

describe('the secret of a webhook', () => {
  it.each(['viewer', 'operator'] as const)('is not shown to a %s', async (role) => {
    const texts = await everythingRead(role);
    expect(texts.every((text) => text.includes('x-lock'))).toBe(true);
    expect(texts.filter((text) => text.includes(SECRET))).toEqual([]);
  });

  it.each([
    { role: 'viewer' as const, sees: false },
    { role: 'developer' as const, sees: true },
  ])('stays out of the live draft for a $role: $sees', async ({ role, sees }) => {
    const { user } = await aMember(web.deps, tenant, { role });
    const { token } = await aSession(web.deps, user);
    const frames: string[] = [];
    const address = `${web.url.replace('http', 'ws')}/ws/draft?tenant=${tenant.slug}&workflow=${workflowId}`;
    const headers = { cookie: `${web.deps.sessions.cookieName}=${token}`, origin: web.url };
    const socket = new WebSocket(address, { headers });
    const arrived = (count: number) =>
      new Promise<void>((resolve) => {
        const check = () => (frames.length >= count ? resolve() : undefined);
        socket.on('message', check);
        check();
      });
    socket.on('message', (data: Buffer) => frames.push(data.toString()));
    await arrived(1);
    await renameWorkflow(web.deps, tenant.scope, { id: workflowId, name: `Locked for a ${role}` });
    await arrived(2);
    const documents = frames.map((frame) => {
      const { update = '' } = JSON.parse(frame) as { update?: string };
      return Buffer.from(update, 'base64').toString('latin1');
    });
    expect(documents[0]).toContain('x-lock');
    expect(documents.some((document) => document.includes(SECRET))).toBe(sees);
    socket.close();
  });

  it('goes to those who may change it, so that a file sent back keeps it', async () => {
    const texts = await everythingRead('developer');
    expect(texts.every((text) => text.includes(SECRET))).toBe(true);
  });
});
