import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROLES, type Permission, type Role, can } from '@/core/access/roles';
import { createCredential } from '@/services/credentials/create-credential';
import { createWorkflow } from '@/services/workflows/create-workflow';
import { publishWorkflow } from '@/services/workflows/publish-workflow';
import { startRun } from '@/services/runs/start-run';
import { removeMember } from '@/services/members/remove-member';
import { revokeApiKey } from '@/services/api-keys/revoke-api-key';
import { type BuiltTenant, aMember, aSession, aTenant, anApiKey } from '@/testing/builders/people';
import { REST_ROUTES } from './rest/routes';
import { type Caller, type Outcome, callRest, callTrpc, procedureKinds } from '@/testing/web/calls';
import { type TestWeb, startTestWeb } from '@/testing/web/test-web';

/** Ids that an input names: all of another tenant, or all unknown. */
interface Ids {
  workflow: string;
  run: string;
  user: string;
  apiKey: string;
  credential: string;
}

interface Entry {
  access: 'public' | 'signed-in' | Permission;
  /** A well-formed input without the tenant. */
  input: (ids: Ids) => Record<string, unknown>;
}

let unique = 0;
const next = () => (unique += 1);
const NO_RUN = '0198c0de-0000-7000-8000-000000000001';
const TOKEN = 'x'.repeat(43);
const file = (name: string) => ({
  format: 'heddle.workflow/1',
  name,
  nodes: [{ id: 'start', type: 'manual-trigger', name: 'Start', position: { x: 0, y: 0 } }],
});

/** Every procedure stands here; one that is missing fails the first test. */
const PROCEDURES: Record<string, Entry> = {
  'setup.status': { access: 'public', input: () => ({}) },
  'setup.complete': {
    access: 'public',
    input: () => ({
      token: TOKEN,
      name: 'A',
      email: 'a@example.test',
      password: 'a long password',
      tenantName: 'A',
    }),
  },
  'invite.get': { access: 'public', input: () => ({ token: TOKEN }) },
  'invite.accept': { access: 'public', input: () => ({ token: TOKEN }) },
  'session.me': { access: 'signed-in', input: () => ({}) },
  'session.list': { access: 'signed-in', input: () => ({}) },
  'session.revoke': { access: 'signed-in', input: (ids) => ({ id: ids.run }) },
  'tenant.create': { access: 'signed-in', input: () => ({ name: `Made ${next()}` }) },
  'tenant.get': { access: 'tenant:read', input: () => ({}) },
  'tenant.update': { access: 'tenant:write', input: () => ({ name: 'Renamed' }) },
  'member.list': { access: 'member:read', input: () => ({}) },
  'member.invite': {
    access: 'member:write',
    input: () => ({ email: `m${next()}@example.test`, role: 'viewer' }),
  },
  'member.updateRole': { access: 'member:write', input: (ids) => ({ userId: ids.user, role: 'viewer' }) },
  'member.remove': { access: 'member:write', input: (ids) => ({ userId: ids.user }) },
  'apiKey.list': { access: 'api-key:read', input: () => ({}) },
  'apiKey.create': { access: 'api-key:write', input: () => ({ name: 'key', role: 'viewer' }) },
  'apiKey.revoke': { access: 'api-key:write', input: (ids) => ({ id: ids.apiKey }) },
  'audit.list': {
    access: 'audit:read',
    input: (ids) => ({ actor: ids.user, action: 'workflow', text: ids.workflow }),
  },
  'health.get': { access: 'health:read', input: () => ({}) },
  'credential.list': { access: 'credential:read', input: () => ({}) },
  'credential.get': { access: 'credential:read', input: (ids) => ({ id: ids.credential }) },
  'credential.create': {
    access: 'credential:write',
    input: () => ({ name: `Key ${next()}`, kind: 'bearer', fields: { token: 'a-long-token' } }),
  },
  'credential.update': {
    access: 'credential:write',
    input: (ids) => ({ id: ids.credential, name: 'Renamed' }),
  },
  'credential.delete': { access: 'credential:write', input: (ids) => ({ id: ids.credential }) },
  'credential.usage': { access: 'credential:use', input: (ids) => ({ id: ids.credential }) },
  'limit.list': { access: 'tenant:read', input: () => ({}) },
  'limit.set': { access: 'tenant:write', input: () => ({ name: 'workflow.tags', value: 100 }) },
  'limit.reset': { access: 'tenant:write', input: () => ({ name: 'workflow.tags' }) },
  'workflow.list': { access: 'workflow:read', input: () => ({}) },
  'workflow.create': { access: 'workflow:write', input: () => ({ name: `Flow ${next()}` }) },
  'workflow.callable': { access: 'workflow:read', input: (ids) => ({ id: ids.workflow }) },
  'workflow.get': { access: 'workflow:read', input: (ids) => ({ id: ids.workflow }) },
  'workflow.rename': { access: 'workflow:write', input: (ids) => ({ id: ids.workflow, name: 'New name' }) },
  'workflow.delete': { access: 'workflow:delete', input: (ids) => ({ id: ids.workflow }) },
  'workflow.duplicate': { access: 'workflow:write', input: (ids) => ({ id: ids.workflow }) },
  'workflow.export': { access: 'workflow:read', input: (ids) => ({ id: ids.workflow }) },
  'workflow.validate': { access: 'workflow:read', input: (ids) => ({ id: ids.workflow }) },
  'workflow.publish': { access: 'workflow:publish', input: (ids) => ({ id: ids.workflow }) },
  'workflow.listVersions': { access: 'workflow:read', input: (ids) => ({ id: ids.workflow }) },
  'workflow.diff': {
    access: 'workflow:read',
    input: (ids) => ({ id: ids.workflow, from: 1, to: 'draft' }),
  },
  'workflow.restoreVersion': {
    access: 'workflow:write',
    input: (ids) => ({ id: ids.workflow, version: 1 }),
  },
  'workflow.replaceDraft': {
    access: 'workflow:write',
    input: (ids) => ({ id: ids.workflow, file: file('Put back'), ifMatch: '*' }),
  },
  'workflow.tagVersion': {
    access: 'workflow:write',
    input: (ids) => ({ id: ids.workflow, version: 1, name: 'tagged' }),
  },
  'workflow.untagVersion': {
    access: 'workflow:write',
    input: (ids) => ({ id: ids.workflow, name: 'stable' }),
  },
  'workflow.getVersion': { access: 'workflow:read', input: (ids) => ({ id: ids.workflow, version: 1 }) },
  'nodeType.list': { access: 'workflow:read', input: () => ({}) },
  'run.start': { access: 'run:start', input: (ids) => ({ workflowId: ids.workflow }) },
  'run.list': { access: 'run:read', input: () => ({}) },
  'run.get': { access: 'run:read', input: (ids) => ({ id: ids.run }) },
  'run.getStep': { access: 'run:read', input: (ids) => ({ id: ids.run, step: 'start' }) },
  'run.getGraph': { access: 'run:read', input: (ids) => ({ id: ids.run }) },
  'run.cancel': { access: 'run:cancel', input: (ids) => ({ id: ids.run }) },
  'run.pause': { access: 'run:cancel', input: (ids) => ({ id: ids.run }) },
  'run.continue': { access: 'run:cancel', input: (ids) => ({ id: ids.run }) },
  'run.signal': { access: 'run:decide', input: (ids) => ({ id: ids.run, name: 'go' }) },
  'run.resumeAddress': { access: 'run:decide', input: (ids) => ({ id: ids.run, step: 'start' }) },
  'run.decide': { access: 'run:decide', input: (ids) => ({ id: ids.run, step: 'start', decision: 'fail' }) },
  'schedule.preview': {
    access: 'workflow:read',
    input: () => ({ parameters: { rules: [{ every: 'days', at: '09:00' }] }, timezone: 'UTC' }),
  },
  'schedule.history': { access: 'run:read', input: (ids) => ({ workflowId: ids.workflow }) },
  'run.previewFile': {
    access: 'run:read',
    input: (ids) => ({ id: ids.run, step: 'start', side: 'output', port: 'main', index: 0, file: 'data' }),
  },
  'run.itemLineage': {
    access: 'run:read',
    input: (ids) => ({ id: ids.run, step: 'start', port: 'main', index: 0 }),
  },
  'run.resume': { access: 'run:start', input: (ids) => ({ id: ids.run }) },
  'run.retry': { access: 'run:start', input: (ids) => ({ id: ids.run, mode: 'all' }) },
  'run.rerunFrom': { access: 'run:start', input: (ids) => ({ id: ids.run, step: 'start' }) },
  'run.bulk': { access: 'run:cancel', input: (ids) => ({ ids: [ids.run], action: 'cancel' }) },
  'receipt.list': { access: 'run:read', input: (ids) => ({ id: ids.workflow }) },
  'receipt.listOfRun': { access: 'run:read', input: (ids) => ({ id: ids.run }) },
  'inbox.list': { access: 'run:decide', input: () => ({}) },
  'inbox.count': { access: 'run:decide', input: () => ({}) },
  'inbox.decide': {
    access: 'run:decide',
    input: (ids) => ({ doubts: [{ runId: ids.run, step: 'start' }], decision: 'fail' }),
  },
  'deadLetter.list': { access: 'run:read', input: (ids) => ({ workflowId: ids.workflow }) },
  'deadLetter.groups': { access: 'run:read', input: (ids) => ({ workflowId: ids.workflow }) },
  'deadLetter.resume': { access: 'run:start', input: (ids) => ({ runIds: [ids.run] }) },
  'deadLetter.retry': { access: 'run:start', input: (ids) => ({ runIds: [ids.run] }) },
  'deadLetter.discard': { access: 'run:decide', input: (ids) => ({ runIds: [ids.run] }) },
  'webhookTest.listen': {
    access: 'run:start',
    input: (ids) => ({ workflowId: ids.workflow, nodeId: 'hook' }),
  },
  'webhookTest.stop': { access: 'run:start', input: (ids) => ({ workflowId: ids.workflow, nodeId: 'hook' }) },
  'exchange.importN8n': { access: 'workflow:write', input: () => ({ file: { nodes: [], connections: {} } }) },
  'exchange.importWorkflows': {
    access: 'workflow:write',
    input: () => ({ workflows: [{ id: null, file: file('Imported') }] }),
  },
  'exchange.exportN8n': { access: 'workflow:read', input: (ids) => ({ id: ids.workflow }) },
  'template.list': { access: 'workflow:read', input: () => ({}) },
  'template.install': { access: 'workflow:write', input: () => ({ slug: 'triage-orders' }) },
  'home.get': { access: 'workflow:read', input: () => ({}) },
  'live.events': { access: 'run:read', input: (ids) => ({ topics: [`run:${ids.run}`, `run:${ownRun}`] }) },
};

interface RestEntry {
  path: (ids: Ids) => string;
  body?: unknown;
  headers?: Record<string, string>;
}

/** Every REST call stands here too, by its operation id. */
const CALLS: Record<string, RestEntry> = {
  listWorkflows: { path: () => '/workflows' },
  createWorkflow: { path: () => '/workflows', body: file('By REST') },
  getWorkflow: { path: (ids) => `/workflows/${ids.workflow}` },
  replaceWorkflow: {
    path: (ids) => `/workflows/${ids.workflow}`,
    body: file('Put'),
    headers: { 'if-match': '*' },
  },
  deleteWorkflow: { path: (ids) => `/workflows/${ids.workflow}` },
  validateWorkflow: { path: (ids) => `/workflows/${ids.workflow}/validate` },
  publishWorkflow: { path: (ids) => `/workflows/${ids.workflow}/publish`, body: {} },
  listVersions: { path: (ids) => `/workflows/${ids.workflow}/versions` },
  getVersion: { path: (ids) => `/workflows/${ids.workflow}/versions/1` },
  diffVersions: { path: (ids) => `/workflows/${ids.workflow}/diff?from=1` },
  restoreVersion: { path: (ids) => `/workflows/${ids.workflow}/versions/1/restore`, body: {} },
  tagVersion: { path: (ids) => `/workflows/${ids.workflow}/tags/live`, body: { version: 1 } },
  untagVersion: { path: (ids) => `/workflows/${ids.workflow}/tags/live` },
  startRun: { path: (ids) => `/workflows/${ids.workflow}/runs`, body: {} },
  listRuns: { path: () => '/runs' },
  getRun: { path: (ids) => `/runs/${ids.run}` },
  cancelRun: { path: (ids) => `/runs/${ids.run}/cancel` },
  pauseRun: { path: (ids) => `/runs/${ids.run}/pause` },
  continueRun: { path: (ids) => `/runs/${ids.run}/continue` },
  signalRun: { path: (ids) => `/runs/${ids.run}/signals`, body: { name: 'go' } },
  resumeRun: { path: (ids) => `/runs/${ids.run}/resume` },
  retryRun: { path: (ids) => `/runs/${ids.run}/retry`, body: { mode: 'all' } },
  bulkRuns: { path: () => '/runs/bulk', body: { ids: [NO_RUN], action: 'cancel' } },
  runEvents: { path: (ids) => `/runs/${ids.run}/events` },
  listRunReceipts: { path: (ids) => `/runs/${ids.run}/receipts` },
  listWorkflowReceipts: { path: (ids) => `/workflows/${ids.workflow}/receipts?format=csv` },
  listDeadLetters: { path: () => '/dead-letters' },
  resumeDeadLetters: { path: () => '/dead-letters/resume', body: { runIds: [NO_RUN] } },
  retryDeadLetters: { path: () => '/dead-letters/retry', body: { runIds: [NO_RUN] } },
  discardDeadLetters: { path: () => '/dead-letters/discard', body: { runIds: [NO_RUN] } },
  getItemLineage: { path: (ids) => `/runs/${ids.run}/steps/start/lineage` },
  getRunStep: { path: (ids) => `/runs/${ids.run}/steps/start` },
  getRunGraph: { path: (ids) => `/runs/${ids.run}/graph` },
  decideRunStep: { path: (ids) => `/runs/${ids.run}/steps/start/decision`, body: { decision: 'fail' } },
  previewSchedule: {
    path: () => '/schedules/preview',
    body: { parameters: { rules: [{ every: 'days', at: '09:00' }] } },
  },
  listScheduleFires: { path: (ids) => `/workflows/${ids.workflow}/schedule-fires` },
  listCredentials: { path: () => '/credentials' },
  createCredential: {
    path: () => '/credentials',
    body: { name: 'By REST', kind: 'bearer', fields: { token: 'a-long-token' } },
  },
  getCredential: { path: (ids) => `/credentials/${ids.credential}` },
  updateCredential: { path: (ids) => `/credentials/${ids.credential}`, body: { name: 'Renamed' } },
  deleteCredential: { path: (ids) => `/credentials/${ids.credential}` },
  getCredentialUsage: { path: (ids) => `/credentials/${ids.credential}/usage` },
  listLimits: { path: () => '/limits' },
  setLimit: { path: () => '/limits/workflow.tags', body: { value: 100 } },
  resetLimit: { path: () => '/limits/workflow.tags' },
  importN8n: { path: () => '/import/n8n', body: { nodes: [], connections: {} } },
  exportN8n: { path: (ids) => `/workflows/${ids.workflow}/export/n8n` },
  listTemplates: { path: () => '/templates' },
  installTemplate: { path: () => '/templates/triage-orders/install' },
  listNodeTypes: { path: () => '/node-types' },
  getNodeType: { path: () => '/node-types/webhook' },
};

const TENANT_PROCEDURES = Object.entries(PROCEDURES).flatMap(([name, entry]) =>
  entry.access === 'public' || entry.access === 'signed-in'
    ? []
    : [{ name, permission: entry.access, input: entry.input }],
);
/** Answers that say "not for you"; anything else means that the call was let through to its own checks. */
const REFUSALS = new Set(['access.forbidden', 'access.unauthenticated', 'tenant.not-found']);
const isLetThrough = (outcome: Outcome) => outcome.code === null || !REFUSALS.has(outcome.code);

/** Some answers say which of the ids they are about. */
const withoutIds = (outcome: Outcome, ids: Ids) =>
  Object.values<string>({ ...ids }).reduce((text, id) => text.replaceAll(id, 'id'), JSON.stringify(outcome));

/** They name ids and answer for each of them, or with what is there of them. */
const ANSWERS_EACH = new Set([
  'audit.list',
  'live.events',
  'webhookTest.stop',
  'run.bulk',
  'inbox.decide',
  'deadLetter.list',
  'deadLetter.groups',
  'deadLetter.resume',
  'deadLetter.retry',
  'deadLetter.discard',
]);

let web: TestWeb;
let home: BuiltTenant;
let foreign: Ids;
const roleCallers = new Map<Role, Caller>();
let otherOwner: Caller;
let removed: Caller;
let homeKey: string;
/** A run of the home tenant: a stream that is let through begins with it. */
let ownRun: string;

const unknownIds = (): Ids => {
  const { uuid7 } = web.deps.ids;
  return { workflow: uuid7(), run: uuid7(), user: uuid7(), apiKey: uuid7(), credential: uuid7() };
};

beforeAll(async () => {
  web = await startTestWeb();
  const { deps } = web;
  home = await aTenant(deps);
  for (const role of ROLES) {
    const { user, scope } = await aMember(deps, home, { role });
    const { token } = await aSession(deps, user);
    roleCallers.set(role, {
      token,
      key: (await anApiKey(deps, home, { role, by: { ...home.as(role), role: 'owner', actor: scope.actor } }))
        .key,
    });
  }
  const { id: ownWorkflow } = await createWorkflow(deps, home.scope, { file: file('Ours') });
  ownRun = (await startRun(deps, home.scope, { workflowId: ownWorkflow, version: 'draft' })).id;
  const other = await aTenant(deps);
  otherOwner = {
    token: (await aSession(deps, other.owner)).token,
    key: (await anApiKey(deps, other, { role: 'owner' })).key,
  };
  const { id: workflow } = await createWorkflow(deps, other.scope, { file: file('Theirs') });
  await publishWorkflow(deps, other.scope, { id: workflow });
  const { id: run } = await startRun(deps, other.scope, { workflowId: workflow, version: 'published' });
  const { id: credential } = await createCredential(deps, other.scope, {
    ...{ name: 'Theirs', kind: 'bearer', hosts: [] },
    fields: { token: 'their-token' },
  });
  foreign = { workflow, run, user: other.owner.id, apiKey: (await anApiKey(deps, other)).id, credential };
  const leaver = await aMember(deps, home, { role: 'admin' });
  removed = {
    token: (await aSession(deps, leaver.user)).token,
    key: (await anApiKey(deps, home, { role: 'admin', by: leaver.scope })).key,
  };
  await removeMember(deps, home.scope, { userId: leaver.user.id });
  homeKey = (await anApiKey(deps, home, { role: 'owner' })).key;
});

afterAll(() => web.close());

describe('the tables of this test', () => {
  it('name every procedure and every REST call, and nothing else', () => {
    expect(Object.keys(PROCEDURES).sort()).toEqual([...procedureKinds().keys()].sort());
    expect(Object.keys(CALLS).sort()).toEqual(REST_ROUTES.map((route) => route.operationId).sort());
  });
});

describe('procedures of a tenant', () => {
  it.each(TENANT_PROCEDURES)('$name: refuses whoever is nobody here', async ({ name, input }) => {
    const given = { tenant: home.slug, ...input(unknownIds()) };
    expect((await callTrpc(web, name, {}, given)).code).toBe('access.unauthenticated');
    // A key is for REST: tRPC does not look at it.
    expect((await callTrpc(web, name, { key: homeKey }, given)).code).toBe('access.unauthenticated');
    for (const caller of [otherOwner, removed]) {
      const outcome = await callTrpc(web, name, caller, given);
      expect(outcome).toMatchObject({ status: 404, code: 'tenant.not-found' });
      const nowhere = await callTrpc(web, name, caller, { ...given, tenant: 'no-such-tenant' });
      expect(nowhere).toEqual(outcome);
    }
  });

  it.each(TENANT_PROCEDURES)(
    '$name: lets exactly the roles with $permission through',
    async ({ name, permission, input }) => {
      for (const [role, caller] of roleCallers) {
        const outcome = await callTrpc(web, name, caller, { tenant: home.slug, ...input(unknownIds()) });
        expect([role, isLetThrough(outcome)]).toEqual([role, can({ role }, permission)]);
        if (!isLetThrough(outcome)) expect(outcome).toMatchObject({ status: 403, code: 'access.forbidden' });
        expect(outcome.status, `${role}: ${outcome.message}`).toBeLessThan(500);
      }
    },
  );

  it.each(TENANT_PROCEDURES)(
    '$name: a foreign id is answered like an unknown one',
    async ({ name, input }) => {
      const caller = roleCallers.get('owner') ?? {};
      const withForeign = { tenant: home.slug, ...input(foreign) };
      const unknown = unknownIds();
      const withUnknown = { tenant: home.slug, ...input(unknown) };
      const namesIds = Object.values(foreign).some((id) => JSON.stringify(withForeign).includes(String(id)));
      if (!namesIds) return;
      const outcome = await callTrpc(web, name, caller, withForeign);
      const other = await callTrpc(web, name, caller, withUnknown);
      expect(withoutIds(outcome, foreign)).toEqual(withoutIds(other, unknown));
      if (!ANSWERS_EACH.has(name)) expect(outcome.status).toBe(404);
    },
  );

  it.each(TENANT_PROCEDURES)('$name: refuses fields it does not know', async ({ name, input }) => {
    const caller = roleCallers.get('owner') ?? {};
    const outcome = await callTrpc(web, name, caller, {
      tenant: home.slug,
      ...input(unknownIds()),
      tenantId: foreign.user,
    });
    expect(outcome).toMatchObject({ status: 400, code: 'input.invalid' });
  });
});

describe('procedures of a person and of nobody', () => {
  it.each(Object.entries(PROCEDURES).filter(([, entry]) => entry.access === 'signed-in'))(
    '%s wants a session',
    async (name, { input }) => {
      expect((await callTrpc(web, name, {}, input(foreign))).code).toBe('access.unauthenticated');
      expect((await callTrpc(web, name, { token: TOKEN }, input(foreign))).code).toBe(
        'access.unauthenticated',
      );
      expect(isLetThrough(await callTrpc(web, name, otherOwner, input(unknownIds())))).toBe(true);
    },
  );

  it.each(Object.entries(PROCEDURES).filter(([, entry]) => entry.access === 'public'))(
    '%s takes no null, empty or foreign token for a right one',
    async (name, { input }) => {
      for (const token of [null, '', [], TOKEN]) {
        const given = input(foreign);
        if (!('token' in given)) return;
        const outcome = await callTrpc(web, name, {}, { ...given, token });
        expect(outcome.status).toBeGreaterThanOrEqual(400);
        expect(outcome.status).toBeLessThan(500);
      }
    },
  );
});

describe('REST', () => {
  const rows = REST_ROUTES.map((route) => ({ route, name: route.operationId }));
  const call = (operation: string, method: string, ids: Ids) => {
    const entry = CALLS[operation];
    if (!entry) throw new Error(`no entry for ${operation}`);
    return {
      method,
      path: entry.path(ids),
      ...(entry.body === undefined ? {} : { body: entry.body }),
      ...(entry.headers ? { headers: entry.headers } : {}),
    };
  };

  it.each(rows)('$name: wants a usable key', async ({ route }) => {
    const expired = await anApiKey(web.deps, home, { role: 'owner' });
    await web.database.query("update api_keys set expires_at = now() - interval '1 second' where id = $1", [
      expired.id,
    ]);
    const revoked = await anApiKey(web.deps, home, { role: 'owner' });
    await revokeApiKey(web.deps, home.scope, { id: revoked.id });
    const made = call(route.operationId, route.method, unknownIds());
    const owner = roleCallers.get('owner') ?? {};
    const callers: Caller[] = [{}, { key: `hdl_${TOKEN}` }, { key: expired.key }, { key: revoked.key }];
    callers.push({ key: removed.key ?? '' }, { token: owner.token ?? '' });
    for (const caller of callers) {
      expect(await callRest(web, made, caller)).toMatchObject({
        status: 401,
        code: 'access.unauthenticated',
      });
    }
  });

  it.each(rows)('$name: lets exactly the roles and scopes with its permission through', async ({ route }) => {
    for (const [role, caller] of roleCallers) {
      const outcome = await callRest(web, call(route.operationId, route.method, unknownIds()), {
        key: caller.key ?? '',
      });
      expect([role, isLetThrough(outcome)]).toEqual([role, can({ role }, route.permission)]);
      expect(outcome.status, `${role}: ${outcome.message}`).toBeLessThan(500);
    }
    for (const scope of ['workflow:read', 'workflow:write', 'run:read', 'run:start'] as const) {
      const { key } = await anApiKey(web.deps, home, { role: 'owner', scopes: [scope] });
      const outcome = await callRest(web, call(route.operationId, route.method, unknownIds()), { key });
      expect([scope, outcome.code === 'access.forbidden']).toEqual([scope, scope !== route.permission]);
    }
  });

  it.each(rows)('$name: a foreign id is answered like an unknown one', async ({ route }) => {
    const made = call(route.operationId, route.method, foreign);
    if (!/[0-9a-f]{8}-/.test(made.path)) return;
    const answers = await Promise.all(
      [made, call(route.operationId, route.method, unknownIds())].map((one) =>
        callRest(web, one, { key: homeKey }),
      ),
    );
    const [theirs, nobodys] = answers.map(({ status, code, message }) => ({ status, code, message }));
    expect(theirs).toEqual(nobodys);
    expect(theirs?.status).toBe(404);
    const noId = await callRest(
      web,
      { ...made, path: made.path.replace(/[0-9a-f-]{36}/, 'not-an-id') },
      { key: homeKey },
    );
    expect(noId.status).toBe(404);
  });
});
