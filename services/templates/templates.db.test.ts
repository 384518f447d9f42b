/** Takes every template as a person would, publishes it, and lets a real worker run it on its own sample data. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunView } from '@/core/contracts/run-view';
import type { JsonObject } from '@/core/items/item';
import { getDraft } from '@/services/workflows/get-draft';
import { publishWorkflow } from '@/services/workflows/publish-workflow';
import { validateWorkflow } from '@/services/workflows/validate-workflow';
import { listAuditEntries } from '@/services/audit/list-audit-entries';
import { startRun } from '@/services/runs/start-run';
import { listTemplates as bundled } from '@/templates/bundled-templates';
import { aTenant } from '@/testing/builders/people';
import { createTestProduct, type TestProduct } from '@/testing/product/test-product';
import { installTemplate } from './install-template';
import { listTemplates } from './list-templates';

let product: TestProduct;
beforeAll(async () => {
  product = await createTestProduct();
  await product.startWorker();
});
afterAll(() => product.close());

async function take(slug: string): Promise<string> {
  const { workflowId } = await installTemplate(product.deps, product.tenant.scope, { slug });
  return workflowId;
}

const ENDED = ['succeeded', 'failed', 'cancelled'];

async function run(slug: string, input?: JsonObject): Promise<RunView> {
  const { deps, tenant } = product;
  const id = await take(slug);
  await publishWorkflow(deps, tenant.scope, { id });
  const started = await startRun(deps, tenant.scope, { workflowId: id, version: 'published', input });
  return product.until(started.id, (view) => ENDED.includes(view.status));
}

/** What left a node, by port. */
function outputOf(view: RunView, nodeId: string, port = 'main'): JsonObject[] {
  const steps = view.steps.filter((step) => step.nodeId === nodeId);
  return steps.flatMap((step) => (step.outputs?.[port] ?? []).map((item) => item.json as JsonObject));
}

/** What each template gives on its sample data. A template without an entry fails. */
const EXPECTED: Record<string, (view: RunView) => void> = {
  'clean-customer-list': (view) => {
    const [list] = outputOf(view, 'list');
    expect(list?.customers).toHaveLength(7);
    expect(list?.customers).toContainEqual({
      name: 'Emmy Noether',
      email: 'emmy@example.com',
      country: 'DE',
      revenue: 1500,
    });
    expect(outputOf(view, 'ranked')).toEqual([
      { country: 'US', customers: 2, revenue: 2710.25 },
      { country: 'DE', customers: 2, revenue: 2490 },
      { country: 'NL', customers: 1, revenue: 1800 },
      { country: 'UK', customers: 1, revenue: 1200.5 },
      { country: 'CH', customers: 1, revenue: 640.75 },
    ]);
  },
  'triage-orders': (view) => {
    expect(outputOf(view, 'ranked')).toEqual([
      { queue: 'standard', orders: 3, amount: 424.4, ids: [1001, 1007, 1008] },
      { queue: 'express', orders: 2, amount: 138, ids: [1003, 1005] },
      { queue: 'key accounts', orders: 2, amount: 7500, ids: [1002, 1006] },
      { queue: 'clarify', orders: 1, amount: 75, ids: [1004] },
    ]);
  },
  'compare-two-lists': (view) => {
    const [report] = outputOf(view, 'report');
    const findings = (report?.findings ?? []) as JsonObject[];
    expect(findings.map(({ invoice, reference, finding }) => [invoice ?? reference, finding])).toEqual([
      ['R-03', 'Paid 290 instead of 300'],
      ['R-04', 'Not paid yet'],
      ['R-99', 'Payment without invoice'],
    ]);
  },
  'check-and-answer': (view) => {
    expect(outputOf(view, 'thank')).toEqual([
      { name: 'Ada Lovelace', email: 'ada@example.com', message: 'Welcome, Ada Lovelace!' },
    ]);
  },
  'work-in-batches': (view) => {
    expect(outputOf(view, 'batch').map((row) => row.meters)).toEqual([4, 4, 4]);
    expect(outputOf(view, 'total')).toEqual([{ batches: 3, meters: 12, used: 306 }]);
  },
};

describe.each(bundled())('$manifest.slug', ({ manifest, graph }) => {
  it('runs on its own sample data and gives what it promises', async () => {
    const hook = graph.nodes.find((node) => node.type === 'webhook');
    const view = await run(manifest.slug, hook ? graph.pinned[hook.id]?.[0]?.json : undefined);
    expect(view.error).toBeNull();
    expect(view.status).toBe('succeeded');
    const check = EXPECTED[manifest.slug];
    if (!check) throw new Error(`say above what ${manifest.slug} gives`);
    check(view);
  });
});

it('answers a faulty request with what is wrong', async () => {
  const ask = async (body: JsonObject) =>
    outputOf(
      await run('check-and-answer', { body, headers: {}, query: {}, params: {}, method: 'POST' }),
      'refuse',
    );
  expect(await ask({ email: 'ada@example.com' })).toMatchObject([{ problem: 'Please give a name.' }]);
  expect(await ask({ name: 'Ada', email: 'nobody' })).toMatchObject([
    { problem: '"nobody" is not an e-mail address.' },
  ]);
});

it('can be taken twice: each webhook has an address and a secret of its own', async () => {
  const { deps, tenant } = product;
  const ids = [await take('check-and-answer'), await take('check-and-answer')];
  const hooks = await Promise.all(
    ids.map(async (id) => {
      expect(await validateWorkflow(deps, tenant.scope, { id })).toEqual({ problems: [] });
      const { graph } = await getDraft(deps, tenant.scope, { id });
      return graph.nodes.find((node) => node.type === 'webhook')?.parameters;
    }),
  );
  expect(new Set(hooks.map((hook) => hook?.path)).size).toBe(2);
  expect(new Set(hooks.map((hook) => hook?.headerValue)).size).toBe(2);
});

it('numbers the name when it is taken again', async () => {
  const { deps } = product;
  const tenant = await aTenant(deps);
  const names: string[] = [];
  for (let count = 0; count < 3; count += 1) {
    const { workflowId } = await installTemplate(deps, tenant.scope, { slug: 'triage-orders' });
    names.push((await getDraft(deps, tenant.scope, { id: workflowId })).graph.name);
  }
  const [name] = names;
  expect(names).toEqual([name, `${name} (2)`, `${name} (3)`]);
});

it('writes down who took which template', async () => {
  const id = await take('triage-orders');
  const { items } = await listAuditEntries(product.deps, product.tenant.scope, { limit: 5 });
  expect(items).toContainEqual(
    expect.objectContaining({ action: 'template.install', targetId: id, details: { from: 'triage-orders' } }),
  );
});

it('is for those who may make workflows, and knows its own alone', async () => {
  const viewer = product.tenant.as('viewer');
  await expect(installTemplate(product.deps, viewer, { slug: 'triage-orders' })).rejects.toMatchObject({
    code: 'access.forbidden',
  });
  await expect(take('../package')).rejects.toMatchObject({ code: 'template.not-found' });
  const { items } = listTemplates(product.deps, viewer);
  expect(items.map(({ slug }) => slug)).toEqual(bundled().map(({ manifest }) => manifest.slug));
  expect(items[0]?.picture.nodes.length).toBe(10);
});
