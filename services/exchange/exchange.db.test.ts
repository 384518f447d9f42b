import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toPortable } from '@/core/exchange/portable';
import { aMember, aTenant, type BuiltTenant } from '@/testing/builders/people';
import { startTestWeb, type TestWeb } from '@/testing/web/test-web';
import { exportWorkflow } from '@/services/workflows/export-workflow';
import { exportN8n } from './export-n8n';
import { exportTenant } from './export-tenant';
import { importN8n } from './import-n8n';
import { importWorkflows } from './import-workflows';

let web: TestWeb;
let tenant: BuiltTenant;
let other: BuiltTenant;

beforeAll(async () => {
  web = await startTestWeb();
  tenant = await aTenant(web.deps);
  other = await aTenant(web.deps);
});
afterAll(() => web.close());

const n8n = (name: string, id: string, calls: string | null) => ({
  ...{ id, name, settings: { executionOrder: 'v1' }, connections: {} },
  nodes: [
    {
      ...{ id: 't', name: 'Called', type: 'n8n-nodes-base.executeWorkflowTrigger', typeVersion: 1 },
      ...{ position: [0, 0], parameters: {} },
    },
    ...(calls === null
      ? []
      : [
          {
            ...{
              id: 'c',
              name: 'Call',
              type: 'n8n-nodes-base.executeWorkflow',
              typeVersion: 1.2,
              position: [200, 0],
            },
            parameters: { workflowId: { __rl: true, mode: 'id', value: calls } },
          },
        ]),
  ],
});

describe('workflows of n8n', () => {
  it('are read by those who may write, and saved by nobody', async () => {
    const { scope } = await aMember(web.deps, tenant, { role: 'viewer' });
    expect(() => importN8n(web.deps, scope, { file: n8n('A', 'a1', null) })).toThrow(/role/);
    const read = importN8n(web.deps, tenant.scope, { file: n8n('A', 'a1', null) });
    expect(read).toMatchObject({ workflow: { name: 'A' }, report: [{ result: 'same' }], others: [] });
    expect((await exportTenant(web.deps, tenant.scope)).workflows).toEqual([]);
    expect(() => importN8n(web.deps, tenant.scope, { file: { no: 1 } })).toThrow(/not a workflow of n8n/);
  });

  it('that came together call each other by their new ids, and go out as they were', async () => {
    const settings = { executionOrder: 'v1', errorWorkflow: 'a1' };
    const files = [n8n('Caller', 'a1', 'b2'), { ...n8n('Callee', 'b2', null), settings }];
    const read = importN8n(web.deps, tenant.scope, { file: files });
    const incoming = [read, ...read.others].map(({ workflow }) => ({ id: null, file: workflow }));
    const { workflows } = await importWorkflows(web.deps, tenant.scope, { workflows: incoming });
    const [caller, callee] = workflows.map(({ id }) => id);
    const { graph } = await exportWorkflow(web.deps, tenant.scope, { id: caller ?? '' });
    expect(graph.nodes[1]?.parameters).toMatchObject({ workflow: callee });
    const failing = await exportWorkflow(web.deps, tenant.scope, { id: callee ?? '' });
    expect(failing.graph.settings.errorWorkflow).toBe(caller);
    expect(await exportN8n(web.deps, tenant.scope, { id: callee ?? '' })).toEqual({
      file: files[1],
      lost: [],
    });
  });
});

describe('a whole tenant', () => {
  it('goes out as one file and comes in elsewhere with the same workflows', async () => {
    const file = await exportTenant(web.deps, tenant.scope);
    expect(file.workflows.map(({ file: { name } }) => name)).toEqual(['Callee', 'Caller']);
    const { workflows } = await importWorkflows(web.deps, other.scope, file);
    const [callee, caller] = workflows.map(({ id }) => id);
    const again = await exportTenant(web.deps, other.scope);
    const calls = again.workflows[1]?.file.nodes[1]?.parameters;
    expect(calls).toMatchObject({ workflow: callee });
    expect(again.workflows.map(({ id }) => id)).toEqual([callee, caller]);
    const texts = (of: typeof file) => of.workflows.map((one) => toPortable(one.file));
    const renewed = (text: string) =>
      [callee, caller].reduce<string>(
        (so, id, index) => so.replaceAll(file.workflows[index]?.id ?? '', id ?? ''),
        text,
      );
    expect(texts(again)).toEqual(texts(file).map(renewed));
  });

  it('makes nothing when one of its files is broken', async () => {
    const before = (await exportTenant(web.deps, other.scope)).workflows.length;
    const good = { id: null, file: { format: 'heddle.workflow/1', name: 'Good', nodes: [] } };
    await expect(
      importWorkflows(web.deps, other.scope, { workflows: [good, { id: null, file: { format: 'x' } }] }),
    ).rejects.toMatchObject({ code: 'workflow.file-invalid' });
    expect((await exportTenant(web.deps, other.scope)).workflows).toHaveLength(before);
  });
});
