import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCatalog, type NodeDefinition } from '@/core/node-kit/definition';
import { aTenant, type BuiltTenant } from '@/testing/builders/people';
import { createTestDatabase, type TestDatabase } from '@/testing/database/test-database';
import { peopleDeps } from '@/testing/database/test-deps';
import { silentBus } from '@/testing/database/silent-bus';
import { createWorkflow } from './create-workflow';
import { deleteWorkflow } from './delete-workflow';
import { publishWorkflow } from './publish-workflow';
import { validateWorkflow } from './validate-workflow';
import type { WorkflowDeps } from './workflow-deps';

const UNKNOWN = '01890000-0000-7000-8000-000000000000';
const main = [{ name: 'main', label: 'Main' }];
const base = {
  ...{ version: 1, summary: '', family: 'data', synonyms: [], examples: [], fields: [], mode: 'list' },
  effect: 'pure',
} as const satisfies Partial<NodeDefinition>;

let database: TestDatabase;
let deps: WorkflowDeps;
let home: BuiltTenant;
let other: BuiltTenant;

beforeAll(async () => {
  database = await createTestDatabase();
  const catalog = createCatalog([
    { ...base, type: 'start', name: 'Start', inputs: [], outputs: main, trigger: 'manual' },
    {
      ...{ ...base, type: 'call', name: 'Call', inputs: main, outputs: main },
      credentials: [{ slot: 'auth', kinds: ['bearer'] }],
    },
  ]);
  deps = { ...peopleDeps(database), catalog, bus: silentBus() };
  home = await aTenant(deps);
  other = await aTenant(deps);
});
afterAll(() => database.drop());

interface Named {
  errorWorkflow?: string;
  credentials?: Record<string, string>;
}

async function aWorkflow({ errorWorkflow, credentials = {} }: Named, tenant = home): Promise<string> {
  const position = { x: 0, y: 0 };
  const { id } = await createWorkflow(deps, tenant.scope, {
    file: {
      ...{ format: 'heddle.workflow/1', name: 'W', settings: { errorWorkflow: errorWorkflow ?? null } },
      nodes: [
        { id: 'a', type: 'start', name: 'Start', position },
        { id: 'b', type: 'call', name: 'Call', position, credentials },
      ],
      edges: [{ id: 'e', source: 'a', target: 'b' }],
    },
  });
  return id;
}

async function aCredential(tenant: BuiltTenant): Promise<string> {
  const id = deps.ids.uuid7();
  await database.query(
    `insert into credentials (tenant_id, id, project_id, type, name, hosts, key_id, wrapped_key, sealed, created_by)
     select $1, $2, p.id, 'bearer', 'Key', array['api.test'], 'k', '', '', 'me' from projects p where p.tenant_id = $1`,
    [tenant.id, id],
  );
  return id;
}

const problemsOf = async (id: string) =>
  (await validateWorkflow(deps, home.scope, { id })).problems.map(({ code, nodeId, path }) => [
    ...[code, nodeId, path],
  ]);

describe('ids that name something outside the file', () => {
  it('are fine when they are of the tenant', async () => {
    const rescue = await aWorkflow({});
    const id = await aWorkflow({ errorWorkflow: rescue, credentials: { auth: await aCredential(home) } });
    // It exists; that it is not published yet is worth a word and stops nothing.
    expect(await problemsOf(id)).toEqual([
      ['settings.error-workflow-unpublished', null, 'settings.errorWorkflow'],
    ]);
    expect(await publishWorkflow(deps, home.scope, { id })).toEqual({ version: 1 });
  });

  it('get the same answer when they are of another tenant, made up, or no ids at all', async () => {
    const foreign = { workflow: await aWorkflow({}, other), credential: await aCredential(other) };
    const answers = [];
    for (const [errorWorkflow, credential] of [
      [foreign.workflow, foreign.credential],
      [UNKNOWN, UNKNOWN],
      ['rescue', 'key'],
    ] as const) {
      const id = await aWorkflow({ errorWorkflow, credentials: { auth: credential } });
      answers.push((await validateWorkflow(deps, home.scope, { id })).problems);
      await expect(publishWorkflow(deps, home.scope, { id })).rejects.toMatchObject({
        ...{ code: 'workflow.has-problems', status: 422 },
      });
    }
    expect(answers[0]?.map(({ code, nodeId, path }) => [code, nodeId, path])).toEqual([
      ['settings.unknown-error-workflow', null, 'settings.errorWorkflow'],
      ['node.unknown-credential', 'b', 'credentials.auth'],
    ]);
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
  });

  it('are problems when the workflow was deleted, is the workflow itself, or the slot does not exist', async () => {
    const gone = await aWorkflow({});
    await deleteWorkflow(deps, home.scope, { id: gone });
    expect(await problemsOf(await aWorkflow({ errorWorkflow: gone }))).toEqual([
      ['settings.unknown-error-workflow', null, 'settings.errorWorkflow'],
    ]);
    const own = await aWorkflow({ credentials: { other: await aCredential(home) } });
    await database.query(
      `update drafts set graph = jsonb_set(graph::jsonb, '{settings,errorWorkflow}', to_jsonb($1::text))::json
       where workflow_id = $1::uuid`,
      [own],
    );
    expect(await problemsOf(own)).toEqual([
      ['settings.own-error-workflow', null, 'settings.errorWorkflow'],
      ['node.unknown-slot', 'b', 'credentials.other'],
    ]);
  });
});
