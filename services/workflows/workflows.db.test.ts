import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { TenantScope } from '@/core/access/tenant-scope';
import { applyEdit } from '@/core/draft/apply-edit';
import { loadDraft } from '@/core/draft/apply-draft-update';
import type { DraftEdit } from '@/core/draft/edit';
import { aTenant, type BuiltTenant } from '@/testing/builders/people';
import { createTestDatabase, type TestDatabase } from '@/testing/database/test-database';
import { peopleDeps } from '@/testing/database/test-deps';
import { silentBus } from '@/testing/database/silent-bus';
import { createCatalog } from '@/core/node-kit/definition';
import { definitions } from '@/nodes/definitions.generated';
import { applyDraftUpdate } from './apply-draft-update';
import { createWorkflow } from './create-workflow';
import { deleteWorkflow } from './delete-workflow';
import { duplicateWorkflow } from './duplicate-workflow';
import { exportWorkflow } from './export-workflow';
import { getDraft } from './get-draft';
import { getVersion } from './get-version';
import { getWorkflow } from './get-workflow';
import { listVersions } from './list-versions';
import { listWorkflows, type ListWorkflowsInput } from './list-workflows';
import { publishWorkflow } from './publish-workflow';
import { renameWorkflow } from './rename-workflow';
import { replaceDraft } from './replace-draft';
import { validateWorkflow } from './validate-workflow';
import type { WorkflowDeps } from './workflow-deps';

let database: TestDatabase;
let deps: WorkflowDeps;
let home: BuiltTenant;
let other: BuiltTenant;
const told: string[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  deps = {
    ...peopleDeps(database),
    catalog: createCatalog(definitions),
    bus: silentBus(told),
  };
  home = await aTenant(deps);
  other = await aTenant(deps);
});
afterAll(() => database.drop());

/** webhook → no-op; `path` must be unique in a tenant. */
function hookFile(path: string, name = 'Greet'): object {
  return {
    ...{ format: 'heddle.workflow/1', name },
    nodes: [
      {
        ...{ id: 'hook', type: 'webhook', name: 'Webhook', position: { x: 0, y: 0 } },
        parameters: { path, methods: ['POST', 'GET'], authentication: 'header', headerValue: 's3cret' },
      },
      { id: 'end', type: 'no-op', name: 'End', position: { x: 200, y: 0 } },
    ],
    edges: [{ id: 'e1', source: 'hook', target: 'end' }],
  };
}

async function aWorkflow(path: string, scope: TenantScope = home.scope): Promise<string> {
  return (await createWorkflow(deps, scope, { file: hookFile(path) })).id;
}

/** What an editor sends for an edit of the stored draft. */
async function updateFor(id: string, edit: DraftEdit): Promise<Uint8Array> {
  const doc = loadDraft((await getDraft(deps, home.scope, { id })).state);
  const before = Y.encodeStateVector(doc);
  applyEdit(doc, edit, 'me');
  return Y.encodeStateAsUpdate(doc, before);
}

const move: DraftEdit = { kind: 'move-nodes', positions: { end: { x: 9, y: 9 } } };

async function auditOf(id: string): Promise<string[]> {
  const rows = await database.query<{ action: string }>(
    'select action from audit where target_id = $1 order by at, id',
    [id],
  );
  return rows.map((row) => row.action);
}

describe('create', () => {
  it('makes an empty workflow, and one from a file with its problems', async () => {
    const empty = await createWorkflow(deps, home.scope, {});
    expect(empty.problems.map(({ code }) => code)).toEqual(['graph.no-trigger']);
    expect(await getWorkflow(deps, home.scope, { id: empty.id })).toMatchObject({
      ...{ name: 'Untitled workflow', publishedVersion: null, draftRevision: 1, draftChanged: true },
    });
    const file = { ...hookFile('create-1'), edges: [] };
    const drafted = await createWorkflow(deps, home.scope, { file: JSON.stringify(file), name: 'Mine' });
    expect(drafted.problems.map(({ code, nodeId }) => [code, nodeId])).toEqual([
      ['graph.unreachable', 'end'],
    ]);
    expect((await getDraft(deps, home.scope, { id: drafted.id })).graph.name).toBe('Mine');
    expect(await auditOf(drafted.id)).toEqual(['workflow.create']);
  });

  it('saves nothing of a broken file', async () => {
    const count = () => database.query('select id from workflows');
    const before = (await count()).length;
    for (const file of ['{', 7, { ...hookFile('x'), extra: 1 }, { ...hookFile('x'), nodes: [] }]) {
      await expect(createWorkflow(deps, home.scope, { file })).rejects.toMatchObject({
        ...{ code: 'workflow.file-invalid', status: 422 },
        details: {
          problems: expect.arrayContaining([expect.objectContaining({ severity: 'error' })]) as unknown,
        },
      });
    }
    expect((await count()).length).toBe(before);
  });
});

describe('draft', () => {
  it('saves an update under the next revision and tells the others', async () => {
    const id = await aWorkflow('draft-1');
    told.length = 0;
    const outcome = await applyDraftUpdate(deps, home.scope, {
      workflowId: id,
      update: await updateFor(id, move),
    });
    expect(outcome).toMatchObject({
      ok: true,
      revision: 2,
      graph: { nodes: [{}, { position: { x: 9, y: 9 } }] },
    });
    expect(told).toEqual([
      `heddle_draft ${JSON.stringify({ tenantId: home.id, by: home.owner.id, workflowId: id, revision: 2 })}`,
    ]);
    expect((await getDraft(deps, home.scope, { id })).graph.nodes[1]?.position).toEqual({ x: 9, y: 9 });
  });

  it('keeps both of two updates that were made from the same state', async () => {
    const id = await aWorkflow('draft-2');
    const [one, two] = await Promise.all([
      updateFor(id, move),
      updateFor(id, { kind: 'rename-node', nodeId: 'end', name: 'Finish' }),
    ]);
    const outcomes = await Promise.all(
      [one, two].map((update) => applyDraftUpdate(deps, home.scope, { workflowId: id, update })),
    );
    expect(outcomes.map((outcome) => outcome.ok && outcome.revision).sort()).toEqual([2, 3]);
    const { graph } = await getDraft(deps, home.scope, { id });
    expect(graph.nodes[1]).toMatchObject({ name: 'Finish', position: { x: 9, y: 9 } });
  });

  it('refuses what cannot be read and leaves the draft as it was', async () => {
    const id = await aWorkflow('draft-3');
    const before = await getDraft(deps, home.scope, { id });
    const outcome = await applyDraftUpdate(deps, home.scope, {
      workflowId: id,
      update: new Uint8Array([1, 2, 3]),
    });
    expect(outcome).toMatchObject({ ok: false, code: 'draft.update-unreadable' });
    expect(await getDraft(deps, home.scope, { id })).toEqual(before);
  });

  it('keeps the name in the list with the name in the draft', async () => {
    const id = await aWorkflow('draft-4');
    const update = await updateFor(id, { kind: 'set-workflow-name', name: 'Renamed here' });
    await applyDraftUpdate(deps, home.scope, { workflowId: id, update });
    expect((await getWorkflow(deps, home.scope, { id })).name).toBe('Renamed here');
    await renameWorkflow(deps, home.scope, { id, name: 'Renamed there' });
    expect((await getDraft(deps, home.scope, { id })).graph.name).toBe('Renamed there');
  });

  it('is replaced by a file only when nobody changed it meanwhile', async () => {
    const id = await aWorkflow('draft-5');
    const { etag } = await getDraft(deps, home.scope, { id });
    const file = hookFile('draft-5', 'Put');
    await expect(replaceDraft(deps, home.scope, { id, file, ifMatch: undefined })).rejects.toMatchObject({
      status: 428,
    });
    const put = await replaceDraft(deps, home.scope, { id, file, ifMatch: `"${etag}"` });
    expect(put).toMatchObject({ revision: 2, graph: { name: 'Put' } });
    await expect(replaceDraft(deps, home.scope, { id, file, ifMatch: `"${etag}"` })).rejects.toMatchObject({
      ...{ code: 'workflow.changed', status: 412 },
    });
    // The same file again is no change.
    expect((await replaceDraft(deps, home.scope, { id, file, ifMatch: `"${put.etag}"` })).revision).toBe(2);
    expect(await auditOf(id)).toEqual(['workflow.create', 'workflow.replace-draft']);
  });

  it('is exported as the file it was made from', async () => {
    const id = await aWorkflow('draft-6');
    const { text, etag } = await exportWorkflow(deps, home.scope, { id });
    expect(JSON.parse(text)).toMatchObject(hookFile('draft-6'));
    expect(etag).toBe((await getDraft(deps, home.scope, { id })).etag);
  });
});

describe('publish', () => {
  it('switches version, triggers and addresses together', async () => {
    const id = await aWorkflow('pub-1');
    told.length = 0;
    expect(await publishWorkflow(deps, home.scope, { id, note: 'first' })).toEqual({ version: 1 });
    expect(told).toEqual([`heddle_routes ${home.id}`]);
    expect(await getWorkflow(deps, home.scope, { id })).toMatchObject({
      publishedVersion: 1,
      draftChanged: false,
    });
    const update = await updateFor(id, {
      kind: 'set-parameter',
      nodeId: 'hook',
      path: ['path'],
      value: 'pub-1b',
    });
    await applyDraftUpdate(deps, home.scope, { workflowId: id, update });
    expect(await getWorkflow(deps, home.scope, { id })).toMatchObject({
      publishedVersion: 1,
      draftChanged: true,
    });
    expect(await publishWorkflow(deps, home.scope, { id })).toEqual({ version: 2 });
    const routes = await database.query(
      'select path, method, version, node_id, config from webhook_routes where workflow_id = $1 order by method',
      [id],
    );
    const config = expect.objectContaining({
      authentication: 'header',
      headerValue: 's3cret',
      respond: 'immediately',
    });
    expect(routes).toEqual([
      { path: 'pub-1b', method: 'GET', version: 2, node_id: 'hook', config },
      { path: 'pub-1b', method: 'POST', version: 2, node_id: 'hook', config },
    ]);
    expect(
      await database.query('select kind, version, node_id from triggers where workflow_id = $1', [id]),
    ).toEqual([{ kind: 'webhook', version: 2, node_id: 'hook' }]);
    const page = await listVersions(deps, home.scope, { id, limit: 1 });
    expect(page).toMatchObject({ items: [{ number: 2, published: true, note: null }], nextCursor: '2' });
    const rest = await listVersions(deps, home.scope, { id, limit: 1, cursor: page.nextCursor ?? '' });
    expect(rest).toMatchObject({ items: [{ number: 1, published: false, note: 'first' }], nextCursor: null });
    expect((await getVersion(deps, home.scope, { id, version: 1 })).graph.nodes[0]?.parameters.path).toBe(
      'pub-1',
    );
  });

  it('gives the same version again when nothing changed, and stores a graph once', async () => {
    const id = await aWorkflow('pub-2');
    expect(await publishWorkflow(deps, home.scope, { id })).toEqual({ version: 1 });
    expect(await publishWorkflow(deps, home.scope, { id })).toEqual({ version: 1 });
    expect(await auditOf(id)).toEqual(['workflow.create', 'workflow.publish']);
  });

  it('refuses a draft with errors and registers nothing', async () => {
    const { id } = await createWorkflow(deps, home.scope, {});
    const thrown: unknown = await publishWorkflow(deps, home.scope, { id }).catch((error: unknown) => error);
    expect(thrown).toMatchObject({
      ...{ code: 'workflow.has-problems', status: 422 },
      details: { problems: [{ code: 'graph.no-trigger' }] },
    });
    expect(await database.query('select 1 from versions where workflow_id = $1', [id])).toEqual([]);
  });

  it('gives an address to one workflow of a tenant, and to each tenant', async () => {
    const first = await aWorkflow('pub-3');
    await publishWorkflow(deps, home.scope, { id: first });
    const second = await aWorkflow('pub-3');
    await expect(publishWorkflow(deps, home.scope, { id: second })).rejects.toMatchObject({
      details: { problems: [{ code: 'webhook.path-taken', nodeId: 'hook' }, { code: 'webhook.path-taken' }] },
    });
    const { problems } = await validateWorkflow(deps, home.scope, { id: second });
    expect(problems.map(({ code }) => code)).toEqual(['webhook.path-taken', 'webhook.path-taken']);
    const elsewhere = await aWorkflow('pub-3', other.scope);
    expect(await publishWorkflow(deps, other.scope, { id: elsewhere })).toEqual({ version: 1 });
  });

  it('takes addresses that differ in the names of their parts alone for the same', async () => {
    await publishWorkflow(deps, home.scope, { id: await aWorkflow('named/:id/x') });
    const same = publishWorkflow(deps, home.scope, { id: await aWorkflow('named/:order/x') });
    await expect(same).rejects.toMatchObject({
      details: { problems: [{ code: 'webhook.path-taken' }, { code: 'webhook.path-taken' }] },
    });
    const free = await aWorkflow('named/:id/y');
    expect(await publishWorkflow(deps, home.scope, { id: free })).toEqual({ version: 1 });
  });

  it('lets one of two win that publish the same address at once', async () => {
    const ids = await Promise.all([aWorkflow('pub-4'), aWorkflow('pub-4'), aWorkflow('pub-4')]);
    const results = await Promise.allSettled(ids.map((id) => publishWorkflow(deps, home.scope, { id })));
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    for (const result of results) {
      if (result.status === 'rejected')
        expect(result.reason).toMatchObject({ code: 'workflow.has-problems', status: 422 });
    }
  });
});

describe('delete and duplicate', () => {
  it('takes the triggers down and frees the address', async () => {
    const id = await aWorkflow('del-1');
    await publishWorkflow(deps, home.scope, { id });
    await deleteWorkflow(deps, home.scope, { id });
    expect(await database.query('select 1 from triggers where workflow_id = $1', [id])).toEqual([]);
    expect(await database.query('select 1 from webhook_routes where workflow_id = $1', [id])).toEqual([]);
    const gone = { code: 'workflow.not-found', status: 404 };
    await expect(getWorkflow(deps, home.scope, { id })).rejects.toMatchObject(gone);
    await expect(publishWorkflow(deps, home.scope, { id })).rejects.toMatchObject(gone);
    await expect(deleteWorkflow(deps, home.scope, { id })).rejects.toMatchObject(gone);
    await expect(
      applyDraftUpdate(deps, home.scope, { workflowId: id, update: new Uint8Array() }),
    ).rejects.toMatchObject(gone);
    await publishWorkflow(deps, home.scope, { id: await aWorkflow('del-1') });
  });

  it('copies a draft as a workflow of its own', async () => {
    const id = await aWorkflow('dup-1');
    const copy = await duplicateWorkflow(deps, home.scope, { id });
    const [from, to] = [await getDraft(deps, home.scope, { id }), await getDraft(deps, home.scope, copy)];
    expect(to.graph).toEqual({ ...from.graph, name: 'Greet (copy)' });
  });
});

describe('list', () => {
  it('pages through everything once, last changed first, and finds by name', async () => {
    const tenant = await aTenant(deps);
    const ids: string[] = [];
    for (let index = 0; index < 5; index += 1) {
      const file = hookFile(`list-${index}`, `100%_${index}`);
      ids.push((await createWorkflow(deps, tenant.scope, { file })).id);
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listWorkflows(deps, tenant.scope, { limit: 2, cursor });
      seen.push(...page.items.map((item) => item.id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect([...seen].sort()).toEqual([...ids].sort());
    const found = await listWorkflows(deps, tenant.scope, { search: '0%_3' });
    expect(found.items).toMatchObject([{ id: ids[3], nodeTypes: ['webhook', 'no-op'], draftChanged: true }]);
    expect((await listWorkflows(deps, tenant.scope, { search: '_%' })).items).toEqual([]);
    await expect(listWorkflows(deps, tenant.scope, { cursor: 'nonsense' })).rejects.toMatchObject({
      code: 'list.bad-cursor',
    });
  });

  it('is narrowed by how a workflow stands, and sorted by name page by page', async () => {
    const tenant = await aTenant(deps);
    const names = ['delta', 'Alpha', 'charlie', 'Bravo', 'alpha'];
    const ids = new Map<string, string>();
    for (const name of names) ids.set(name, await aWorkflow(`sorted-${name}-${ids.size}`, tenant.scope));
    for (const [name, id] of ids) await renameWorkflow(deps, tenant.scope, { id, name });
    const list = async (input: ListWorkflowsInput) =>
      (await listWorkflows(deps, tenant.scope, { limit: 50, ...input })).items.map(({ name }) => name);

    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listWorkflows(deps, tenant.scope, { sort: 'name', limit: 2, cursor });
      seen.push(...page.items.map(({ name }) => name));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen.map((name) => name.toLowerCase())).toEqual(['alpha', 'alpha', 'bravo', 'charlie', 'delta']);
    expect(new Set(seen).size).toBe(5);
    const byName = await listWorkflows(deps, tenant.scope, { sort: 'name', limit: 2 });
    await expect(
      listWorkflows(deps, tenant.scope, { cursor: byName.nextCursor ?? '' }),
    ).rejects.toMatchObject({ code: 'list.bad-cursor' });

    const idOf = (name: string) => ids.get(name) ?? '';
    for (const name of ['delta', 'charlie']) await publishWorkflow(deps, tenant.scope, { id: idOf(name) });
    await renameWorkflow(deps, tenant.scope, { id: idOf('charlie'), name: 'charlie again' });
    expect(await list({ state: 'published', sort: 'name' })).toEqual(['charlie again', 'delta']);
    expect(await list({ state: 'changed' })).toEqual(['charlie again']);
    expect(await list({ state: 'draft', search: 'alp' })).toHaveLength(2);
    expect((await list({ state: 'draft' })).sort()).toEqual(['Alpha', 'Bravo', 'alpha']);
  });

  it('finds the workflows with failed runs that nobody handled, and those of no other tenant', async () => {
    const tenant = await aTenant(deps);
    const [failing, handled, fine] = [
      await aWorkflow('failing-1', tenant.scope),
      await aWorkflow('failing-2', tenant.scope),
      await aWorkflow('failing-3', tenant.scope),
    ];
    const fail = (workflowId: string, handling: string | null) =>
      database.query(
        `insert into dead_letters (tenant_id, run_id, workflow_id, category, code, message, retention_class, handled_at, handling)
         values ($1, $2, $3, 'timeout', 'step.timeout', 'Too late.', 30, case when $4::text is null then null else now() end, $4)`,
        [tenant.scope.tenantId, deps.ids.uuid7(), workflowId, handling],
      );
    await fail(failing, null);
    await fail(failing, null);
    await fail(handled, 'discarded');
    const found = async (own: BuiltTenant) =>
      (await listWorkflows(deps, own.scope, { failing: true })).items.map(({ id }) => id);
    expect(await found(tenant)).toEqual([failing]);
    expect(await found(other)).toEqual([]);
    expect((await listWorkflows(deps, tenant.scope, {})).items.map(({ id }) => id)).toContain(fine);
  });
});

describe('walls', () => {
  it('answers a foreign workflow like an unknown one, everywhere', async () => {
    const id = await aWorkflow('wall-1');
    await publishWorkflow(deps, home.scope, { id });
    const update = await updateFor(id, move);
    const unknown = deps.ids.uuid7();
    for (const target of [id, unknown]) {
      const calls: (() => Promise<unknown>)[] = [
        () => getWorkflow(deps, other.scope, { id: target }),
        () => getDraft(deps, other.scope, { id: target }),
        () => exportWorkflow(deps, other.scope, { id: target, version: 'published' }),
        () => validateWorkflow(deps, other.scope, { id: target }),
        () => publishWorkflow(deps, other.scope, { id: target }),
        () => renameWorkflow(deps, other.scope, { id: target, name: 'x' }),
        () => duplicateWorkflow(deps, other.scope, { id: target }),
        () => deleteWorkflow(deps, other.scope, { id: target }),
        () => listVersions(deps, other.scope, { id: target }),
        () => applyDraftUpdate(deps, other.scope, { workflowId: target, update }),
        () => replaceDraft(deps, other.scope, { id: target, file: hookFile('x'), ifMatch: '*' }),
      ];
      for (const call of calls) {
        await expect(call(), String(call)).rejects.toMatchObject({ code: 'workflow.not-found', status: 404 });
      }
      await expect(getVersion(deps, other.scope, { id: target, version: 1 })).rejects.toMatchObject({
        status: 404,
      });
    }
    const { items } = await listWorkflows(deps, other.scope, { limit: 200 });
    expect(items.some((item) => item.id === id)).toBe(false);
    expect((await getDraft(deps, home.scope, { id })).revision).toBe(1);
  });

  it('asks the role before anything else', async () => {
    const id = await aWorkflow('wall-2');
    const viewer = home.as('viewer');
    const update = await updateFor(id, move);
    const forbidden = { code: 'access.forbidden', status: 403 };
    for (const call of [
      createWorkflow(deps, viewer, {}),
      publishWorkflow(deps, viewer, { id }),
      renameWorkflow(deps, viewer, { id, name: 'x' }),
      duplicateWorkflow(deps, viewer, { id }),
      deleteWorkflow(deps, viewer, { id }),
      applyDraftUpdate(deps, viewer, { workflowId: id, update }),
      replaceDraft(deps, viewer, { id, file: {}, ifMatch: '*' }),
    ]) {
      await expect(call).rejects.toMatchObject(forbidden);
    }
    expect((await getWorkflow(deps, viewer, { id })).permissions).not.toContain('workflow:write');
  });
});
