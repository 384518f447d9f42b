import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { createCatalog } from '@/core/node-kit/definition';
import { loadDraft } from '@/core/draft/apply-draft-update';
import { applyEdit } from '@/core/draft/apply-edit';
import type { DraftEdit } from '@/core/draft/edit';
import { definitions } from '@/nodes/definitions.generated';
import { aMember, aTenant, type BuiltTenant } from '@/testing/builders/people';
import { silentBus } from '@/testing/database/silent-bus';
import { createTestDatabase, type TestDatabase } from '@/testing/database/test-database';
import { peopleDeps } from '@/testing/database/test-deps';
import { applyDraftUpdate } from './apply-draft-update';
import { createWorkflow } from './create-workflow';
import { diffVersions } from './diff-versions';
import { getDraft } from './get-draft';
import { getWorkflow } from './get-workflow';
import { listVersions } from './list-versions';
import { publishWorkflow } from './publish-workflow';
import { replaceDraft } from './replace-draft';
import { restoreVersion } from './restore-version';
import { tagVersion } from './tag-version';
import { untagVersion } from './untag-version';
import type { WorkflowDeps } from './workflow-deps';

let database: TestDatabase;
let deps: WorkflowDeps;
let home: BuiltTenant;
const told: string[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  deps = { ...peopleDeps(database), catalog: createCatalog(definitions), bus: silentBus(told) };
  home = await aTenant(deps);
});
afterAll(() => database.drop());

async function edit(id: string, change: DraftEdit): Promise<void> {
  const doc = loadDraft((await getDraft(deps, home.scope, { id })).state);
  const before = Y.encodeStateVector(doc);
  applyEdit(doc, change, 'me');
  const update = Y.encodeStateAsUpdate(doc, before);
  await applyDraftUpdate(deps, home.scope, { workflowId: id, update });
}

let count = 0;
/** Version 1 has the node "First", version 2 "Second"; the draft is version 2. */
async function twoVersions(): Promise<string> {
  const { id } = await createWorkflow(deps, home.scope, {
    file: {
      ...{ format: 'heddle.workflow/1', name: 'Greet' },
      nodes: [
        {
          ...{ id: 'hook', type: 'webhook', name: 'Webhook', position: { x: 0, y: 0 } },
          parameters: { path: `versions-${(count += 1)}`, methods: ['POST'], authentication: 'none' },
        },
        { id: 'end', type: 'no-op', name: 'First', position: { x: 200, y: 0 } },
      ],
      edges: [{ id: 'e1', source: 'hook', target: 'end' }],
    },
  });
  await publishWorkflow(deps, home.scope, { id, note: 'The first' });
  await edit(id, { kind: 'rename-node', nodeId: 'end', name: 'Second' });
  await publishWorkflow(deps, home.scope, { id });
  return id;
}

const nameOf = async (id: string) => (await getDraft(deps, home.scope, { id })).graph.nodes[1]?.name;
const auditOf = async (id: string) =>
  (
    await database.query<{ action: string; details: unknown }>(
      "select action, details from audit where target_id = $1 and action <> 'workflow.publish' order by id",
      [id],
    )
  ).slice(1); // after its creation

describe('diff', () => {
  it('compares versions with each other and with the draft', async () => {
    const id = await twoVersions();
    const renamed = [
      {
        ...{ nodeId: 'end', type: 'no-op', moved: false },
        name: 'Second',
        fields: [{ path: 'name', before: 'First', after: 'Second' }],
      },
    ];
    expect((await diffVersions(deps, home.scope, { id, from: 1, to: 2 })).changed).toEqual(renamed);
    expect((await diffVersions(deps, home.scope, { id, from: 1, to: 'draft' })).changed).toEqual(renamed);
    expect((await diffVersions(deps, home.scope, { id, from: 2, to: 'draft' })).changed).toEqual([]);
    await expect(diffVersions(deps, home.scope, { id, from: 1, to: 9 })).rejects.toMatchObject({
      code: 'version.not-found',
    });
  });

  it('says that a secret changed and shows it to nobody', async () => {
    const id = await twoVersions();
    const set = (name: string, value: string) =>
      edit(id, { kind: 'set-parameter', nodeId: 'hook', path: [name], value });
    await set('authentication', 'header');
    await set('headerValue', 's3cret');
    const seen = async (role: 'developer' | 'viewer') =>
      JSON.stringify(await diffVersions(deps, home.as(role), { id, from: 2, to: 'draft' }));
    for (const role of ['developer', 'viewer'] as const) {
      expect(await seen(role)).not.toContain('s3cret');
      expect(await seen(role)).toContain('parameters.headerValue');
      expect(await seen(role)).toContain('parameters.authentication');
    }
  });
});

describe('restore', () => {
  it('makes the draft what a version was, tells editors and publishes nothing', async () => {
    const id = await twoVersions();
    told.length = 0;
    const restored = await restoreVersion(deps, home.scope, { id, version: 1 });
    expect(restored).toMatchObject({ changed: true, before: { nodes: [{}, { name: 'Second' }] } });
    expect(await nameOf(id)).toBe('First');
    expect(await getWorkflow(deps, home.scope, { id })).toMatchObject({
      ...{ publishedVersion: 2, draftChanged: true, draftRevision: restored.revision },
    });
    expect(told).toHaveLength(1);
    const { etag } = await getDraft(deps, home.scope, { id });
    expect(restored.etag).toBe(etag);
    expect(await auditOf(id)).toEqual([
      { action: 'workflow.restore-version', details: { version: 1, graphHash: etag } },
    ]);
  });

  it('is undone by putting back what was there, unless somebody went on', async () => {
    const id = await twoVersions();
    const { before, etag } = await restoreVersion(deps, home.scope, { id, version: 1 });
    await replaceDraft(deps, home.scope, { id, file: before, ifMatch: etag });
    expect(await nameOf(id)).toBe('Second');
    const again = await restoreVersion(deps, home.scope, { id, version: 1 });
    await edit(id, { kind: 'rename-node', nodeId: 'end', name: 'Third' });
    await expect(
      replaceDraft(deps, home.scope, { id, file: again.before, ifMatch: again.etag }),
    ).rejects.toMatchObject({ code: 'workflow.changed', status: 412 });
    expect(await nameOf(id)).toBe('Third');
  });

  it('changes nothing when the draft is that version, and knows no other', async () => {
    const id = await twoVersions();
    const { draftRevision } = await getWorkflow(deps, home.scope, { id });
    expect(await restoreVersion(deps, home.scope, { id, version: 2 })).toMatchObject({
      ...{ changed: false, revision: draftRevision },
    });
    expect(await auditOf(id)).toEqual([]);
    await expect(restoreVersion(deps, home.scope, { id, version: 3 })).rejects.toMatchObject({
      code: 'version.not-found',
    });
  });
});

describe('history and tags', () => {
  it('lists who published what, with notes, tags and which is in force', async () => {
    const id = await twoVersions();
    const { scope } = await aMember(deps, home, { role: 'developer' });
    await edit(id, { kind: 'rename-node', nodeId: 'end', name: 'Third' });
    await publishWorkflow(deps, scope, { id, note: 'By another' });
    await tagVersion(deps, scope, { id, version: 1, name: 'stable' });
    await tagVersion(deps, scope, { id, version: 1, name: 'demo' });
    const { items } = await listVersions(deps, home.scope, { id });
    expect(
      items.map(({ number, note, author, tags, published }) => [number, note, author, tags, published]),
    ).toEqual([
      [3, 'By another', expect.not.stringMatching(home.owner.name), [], true],
      [2, null, home.owner.name, [], false],
      [1, 'The first', home.owner.name, ['demo', 'stable'], false],
    ]);
  });

  it('moves a tag from one version to another', async () => {
    const id = await twoVersions();
    expect(await tagVersion(deps, home.scope, { id, version: 1, name: 'stable' })).toEqual({
      movedFrom: null,
    });
    expect(await tagVersion(deps, home.scope, { id, version: 1, name: 'stable' })).toEqual({
      movedFrom: null,
    });
    expect(await tagVersion(deps, home.scope, { id, version: 2, name: 'stable' })).toEqual({ movedFrom: 1 });
    const { items } = await listVersions(deps, home.scope, { id });
    expect(items.map(({ tags }) => tags)).toEqual([['stable'], []]);
    expect(await untagVersion(deps, home.scope, { id, name: 'stable' })).toEqual({ version: 2 });
    await expect(untagVersion(deps, home.scope, { id, name: 'stable' })).rejects.toMatchObject({
      ...{ code: 'tag.not-found', status: 404 },
    });
    await expect(tagVersion(deps, home.scope, { id, version: 7, name: 'x' })).rejects.toMatchObject({
      code: 'version.not-found',
    });
    expect((await auditOf(id)).map(({ action, details }) => [action, details])).toEqual([
      ['workflow.tag-version', { version: 1 }],
      ['workflow.tag-version', { version: 2, movedFrom: 1 }],
      ['workflow.untag-version', { version: 2 }],
    ]);
  });

  it('keeps the tags of two workflows apart', async () => {
    const [one, two] = [await twoVersions(), await twoVersions()];
    await tagVersion(deps, home.scope, { id: one, version: 1, name: 'stable' });
    await tagVersion(deps, home.scope, { id: two, version: 2, name: 'stable' });
    expect((await listVersions(deps, home.scope, { id: one })).items.map(({ tags }) => tags)).toEqual([
      [],
      ['stable'],
    ]);
  });
});
