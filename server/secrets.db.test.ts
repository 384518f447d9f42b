import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { Role } from '@/core/access/roles';
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
