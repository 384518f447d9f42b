import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PortableWorkflow } from '@/core/contracts/portable-workflow';
import { getDraft } from '@/services/workflows/get-draft';
import { createWorkflow } from '@/services/workflows/create-workflow';
import { publishWorkflow } from '@/services/workflows/publish-workflow';
import { replaceDraft } from '@/services/workflows/replace-draft';
import { startRun } from '@/services/runs/start-run';
import { aTenant } from '@/testing/builders/people';
import { createTestProduct, type TestProduct } from '@/testing/product/test-product';
import { getHome } from './get-home';

let product: TestProduct;
beforeAll(async () => {
  product = await createTestProduct();
  await product.startWorker();
});
afterAll(() => product.close());

const position = { x: 0, y: 0 };

function file(name: string, then?: PortableWorkflow['nodes'][number]): PortableWorkflow {
  return {
    format: 'heddle.workflow/1',
    name,
    nodes: [{ id: 'start', type: 'manual-trigger', name: 'Start', position }, ...(then ? [then] : [])],
    edges: then ? [{ id: 'e', source: 'start', target: then.id }] : [],
  };
}
const stop = { id: 'stop', type: 'stop', name: 'Stop', position, parameters: { message: 'No address.' } };
const faulty = { id: 'limit', type: 'limit', name: 'Limit', position, parameters: { count: -1 } };

describe('the home page', () => {
  it('is empty for a new tenant', async () => {
    const fresh = await aTenant(product.deps);
    expect(await getHome(product.deps, fresh.scope)).toEqual({
      workflows: [],
      runs: [],
      attention: { doubts: [], failures: [], drafts: [] },
      steps: { hasRun: false, hasEdited: false, hasPublished: false, hasCalledWebhook: false },
    });
  });

  it('names what failed, once for each workflow, and counts', async () => {
    const { deps, tenant } = product;
    const workflowId = await product.publish(file('Fails', stop));
    const ids: string[] = [];
    for (let count = 0; count < 2; count += 1) {
      const { id } = await startRun(deps, tenant.scope, { workflowId, version: 'published' });
      await product.until(id, (run) => run.status === 'failed');
      ids.push(id);
    }
    const home = await getHome(deps, tenant.scope);
    expect(home.attention.failures).toEqual([
      {
        workflowId,
        workflowName: 'Fails',
        count: 2,
        lastRunId: ids[1],
        lastAt: expect.any(String) as string,
      },
    ]);
    expect(home.runs.map((run) => run.id)).toEqual([...ids].reverse());
    expect(home.steps).toMatchObject({ hasRun: true, hasPublished: true, hasCalledWebhook: false });
  });

  it('leaves failed test runs to those who test', async () => {
    const other = await aTenant(product.deps);
    const { id: workflowId } = await createWorkflow(product.deps, other.scope, { file: file('Try', stop) });
    const { id } = await startRun(product.deps, other.scope, { workflowId, version: 'draft' });
    await product.until(id, (run) => run.status === 'failed', other.scope);
    const home = await getHome(product.deps, other.scope);
    expect(home.attention.failures).toEqual([]);
    expect(home.runs).toHaveLength(1);
  });

  it('names drafts that cannot be published, and published ones with changes', async () => {
    const { deps } = product;
    const other = await aTenant(deps);
    const broken = await createWorkflow(deps, other.scope, { file: file('Broken', faulty) });
    const live = await createWorkflow(deps, other.scope, { file: file('Live') });
    await publishWorkflow(deps, other.scope, { id: live.id });
    await createWorkflow(deps, other.scope, { file: file('New and fine') });
    const names = async () =>
      (await getHome(deps, other.scope)).attention.drafts.map((draft) => [
        draft.workflowName,
        draft.errors,
        draft.isChanged,
      ]);
    expect(await names()).toEqual([['Broken', 1, false]]);
    const { graph } = await getDraft(deps, other.scope, { id: live.id });
    const changed = {
      ...graph,
      notes: [{ id: 'n', text: 'Look', position, size: { width: 200, height: 80 } }],
    };
    await replaceDraft(deps, other.scope, { id: live.id, file: changed, ifMatch: '*' });
    expect(await names()).toEqual([
      ['Live', 0, true],
      ['Broken', 1, false],
    ]);
    const fixed = file('Broken');
    await replaceDraft(deps, other.scope, { id: broken.id, file: fixed, ifMatch: '*' });
    expect(await names()).toEqual([['Live', 0, true]]);
    expect((await getHome(deps, other.scope)).steps.hasEdited).toBe(true);
  });
});
