/** The audit log as it is read: narrowed, page by page, and of one's own tenant alone. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiKey } from '@/services/api-keys/create-api-key';
import { setLimit } from '@/services/limits/set-limit';
import { createWorkflow } from '@/services/workflows/create-workflow';
import { publishWorkflow } from '@/services/workflows/publish-workflow';
import { aTenant, type BuiltTenant } from '@/testing/builders/people';
import { aFile, aNode } from '@/testing/product/small-workflows';
import { startTestWeb, type TestWeb } from '@/testing/web/test-web';
import { listAuditEntries, type AuditListInput } from './list-audit-entries';

let web: TestWeb;
let tenant: BuiltTenant;
let workflowId: string;
beforeAll(async () => {
  web = await startTestWeb();
  tenant = await aTenant(web.deps);
  const { deps } = web;
  const file = { ...aFile([aNode('start', 'manual-trigger'), aNode('end', 'no-op')], ['start > end']) };
  workflowId = (await createWorkflow(deps, tenant.scope, { file: { ...file, name: 'Ship 100% of orders' } }))
    .id;
  await publishWorkflow(deps, tenant.scope, { id: workflowId, note: 'First light' });
  const key = await createApiKey(deps, tenant.scope, { name: 'Deploy robot', role: 'admin' });
  const robot = { ...tenant.scope, actor: { kind: 'api-key' as const, id: key.id } };
  await setLimit(deps, robot, { name: 'workflow.tags', value: 7 });
  const other = await aTenant(web.deps);
  await setLimit(deps, other.scope, { name: 'workflow.tags', value: 8 });
});
afterAll(() => web.close());

const list = (input: Partial<AuditListInput> = {}) =>
  listAuditEntries(web.deps, tenant.scope, { limit: 50, ...input });
const actions = async (input: Partial<AuditListInput> = {}) =>
  (await list(input)).items.map((entry) => entry.action);

const ALL = ['limit.set', 'api-key.create', 'workflow.publish', 'workflow.create'];

describe('the audit log', () => {
  it('is of one tenant, newest first', async () => {
    expect((await actions()).filter((action) => ALL.includes(action))).toEqual(ALL);
  });

  it('is narrowed to an action, and to everything done to a kind of thing', async () => {
    expect(await actions({ action: 'workflow.publish' })).toEqual(['workflow.publish']);
    expect(await actions({ action: 'workflow' })).toEqual(['workflow.publish', 'workflow.create']);
    expect(await actions({ action: 'run' })).toEqual([]);
  });

  it('is narrowed to who did it, and names keys', async () => {
    const { items } = await list({ action: 'limit' });
    expect(items).toMatchObject([
      { actorKind: 'api-key', actorName: 'Deploy robot', targetId: 'workflow.tags' },
    ]);
    expect(await actions({ actor: items[0]?.actorId ?? '' })).toEqual(['limit.set']);
    expect(await actions({ actor: tenant.scope.actor.id })).not.toContain('limit.set');
    expect(await actions({ actor: 'nobody' })).toEqual([]);
  });

  it.each([
    ['a name', '100% of', ['workflow.publish', 'workflow.create']],
    ['the name of who did it', 'deploy ROBOT', ['limit.set', 'api-key.create']],
    ['a detail', 'workflow.tags', ['limit.set']],
    ['an action', 'publish', ['workflow.publish']],
    ['nothing like it', '100_ of', []],
  ])('is searched by %s', async (_what, text, found) => {
    expect(await actions({ text })).toEqual(found);
  });

  it('is narrowed to a time, of any year', async () => {
    const [newest] = (await list()).items;
    const at = newest?.at ?? '';
    expect(await actions({ from: at, action: 'limit' })).toEqual(['limit.set']);
    expect(await actions({ to: at, action: 'limit' })).toEqual([]);
    expect(await actions({ from: '0001-01-01T00:00:00Z', to: '9999-12-31T23:59:59Z' })).toEqual(
      await actions(),
    );
    expect(await actions({ to: '0001-01-01T00:00:00Z' })).toEqual([]);
  });

  it('goes on page by page', async () => {
    const all = await actions();
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await list({ limit: 2, ...(cursor === undefined ? {} : { cursor }) });
      expect(page.items.length).toBeLessThanOrEqual(2);
      seen.push(...page.items.map((entry) => entry.action));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual(all);
    await expect(list({ cursor: 'elsewhere' })).rejects.toMatchObject({ code: 'list.bad-cursor' });
  });

  it('looks further back when nothing of the newest fits, and never twice at the same', async () => {
    await web.deps.db.withTenant(
      tenant.scope,
      (tx) =>
        tx.$executeRaw`insert into audit (tenant_id, actor_kind, actor_id, action, target_kind, target_id)
        select ${tenant.id}::uuid, 'system', 'system', 'run.cancel', 'run', n::text from generate_series(1, 5001) n`,
    );
    const first = await list({ action: 'workflow.create' });
    expect(first.items).toEqual([]);
    expect(first.nextCursor).not.toBeNull();
    const second = await list({ action: 'workflow.create', cursor: first.nextCursor ?? '' });
    expect(second).toMatchObject({ items: [{ targetId: workflowId }], nextCursor: null });
  });
});
