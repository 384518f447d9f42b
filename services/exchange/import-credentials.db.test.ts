/** Credentials of workflows that come from elsewhere: asked for once, chosen for all nodes, unknown until then. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Graph } from '@/core/contracts/portable-workflow';
import { createCredential } from '@/services/credentials/create-credential';
import { createWorkflow } from '@/services/workflows/create-workflow';
import { exportWorkflow } from '@/services/workflows/export-workflow';
import { validateWorkflow } from '@/services/workflows/validate-workflow';
import { anApiKey, aTenant, type BuiltTenant } from '@/testing/builders/people';
import { callRest } from '@/testing/web/calls';
import { startTestWeb, type TestWeb } from '@/testing/web/test-web';
import { exportN8n } from './export-n8n';
import { importN8n } from './import-n8n';
import { importWorkflows } from './import-workflows';

let web: TestWeb;
let home: BuiltTenant;
let other: BuiltTenant;
beforeAll(async () => {
  web = await startTestWeb();
  home = await aTenant(web.deps);
  other = await aTenant(web.deps);
});
afterAll(() => web.close());

const KEY = 'n8n/httpHeaderAuth/Shop';
const call = (name: string) => ({
  ...{ id: name, name, type: 'n8n-nodes-base.httpRequest', typeVersion: 4.2, position: [0, 0] },
  parameters: {
    url: 'https://api.example.com',
    authentication: 'genericCredentialType',
    genericAuthType: 'httpHeaderAuth',
  },
  credentials: { httpHeaderAuth: { id: '7', name: 'Shop' } },
});
const FILE = {
  name: 'Calls',
  nodes: [call('one'), call('two')],
  connections: {},
  settings: { executionOrder: 'v1' },
};
const store = async (tenant: BuiltTenant) =>
  (
    await createCredential(web.deps, tenant.scope, {
      ...{ name: 'Shop', kind: 'header', hosts: ['api.example.com'] },
      fields: { name: 'X-Key', value: 'a-long-value' },
    })
  ).id;
const slotsOf = (graph: Pick<Graph, 'nodes'>) => graph.nodes.map(({ credentials }) => credentials['auth']);
const problemsOf = async (tenant: BuiltTenant, id: string) =>
  (await validateWorkflow(web.deps, tenant.scope, { id })).problems
    .map(({ code }) => code)
    .filter((code) => code.startsWith('node.'));

it('what was skipped is unknown, and what was chosen counts for all nodes', async () => {
  const { workflow, credentials } = importN8n(web.deps, home.scope, { file: FILE });
  expect(credentials).toMatchObject([{ key: KEY, kinds: ['header'], nodes: ['one', 'two'] }]);
  const workflows = [{ id: null, file: workflow }];
  const skipped = await importWorkflows(web.deps, home.scope, { workflows });
  const unknown = ['node.unknown-credential', 'node.unknown-credential'];
  expect(await problemsOf(home, skipped.workflows[0]?.id ?? '')).toEqual(unknown);
  const chosen = await store(home);
  const made = await importWorkflows(web.deps, home.scope, { workflows, credentials: { [KEY]: chosen } });
  const id = made.workflows[0]?.id ?? '';
  expect(await problemsOf(home, id)).toEqual([]);
  expect(slotsOf((await exportWorkflow(web.deps, home.scope, { id })).graph)).toEqual([chosen, chosen]);
  expect((await exportN8n(web.deps, home.scope, { id })).file).toEqual(FILE);
});

it('over REST the map comes with the file, and what is left is said', async () => {
  const { key } = await anApiKey(web.deps, home, { role: 'developer' });
  const chosen = await store(home);
  const post = (body: unknown) => callRest(web, { method: 'POST', path: '/import/n8n', body }, { key });
  expect((await post(FILE)).data).toMatchObject({ credentials: [{ key: KEY }] });
  const { data } = await post({ file: FILE, credentials: { [KEY]: chosen } });
  expect(data).toMatchObject({ credentials: [] });
  expect(slotsOf((data as { workflow: Graph }).workflow)).toEqual([chosen, chosen]);
});

it('a file of another tenant says what its ids stood for, and they open nothing here', async () => {
  const theirs = await store(other);
  const { id } = await createWorkflow(web.deps, other.scope, {
    file: {
      ...{ format: 'heddle.workflow/1', name: 'Theirs' },
      nodes: [
        {
          ...{ id: 'call', type: 'http-request', name: 'Call', position: { x: 0, y: 0 } },
          parameters: { url: 'https://api.example.com', authentication: 'credential' },
          credentials: { auth: theirs },
        },
      ],
    },
  });
  const { graph, etag } = await exportWorkflow(web.deps, other.scope, { id });
  expect(graph.credentials).toEqual([{ id: theirs, kind: 'header', name: 'Shop' }]);
  const workflows = [{ id: null, file: graph }];
  const here = await importWorkflows(web.deps, home.scope, { workflows });
  expect(await problemsOf(home, here.workflows[0]?.id ?? '')).toEqual(['node.unknown-credential']);
  // What the ids stood for is said on the way out and never kept: the same content has the same tag.
  const back = await importWorkflows(web.deps, other.scope, { workflows });
  const again = await exportWorkflow(web.deps, other.scope, { id: back.workflows[0]?.id ?? '' });
  expect(again.etag).toBe(etag);
});
