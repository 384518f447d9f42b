/** Limits of what people build: each is answered with its code when it is reached, and not before. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createCredential } from '@/services/credentials/create-credential';
import { deleteCredential } from '@/services/credentials/delete-credential';
import { listCredentials } from '@/services/credentials/list-credentials';
import { createWorkflow } from '@/services/workflows/create-workflow';
import { duplicateWorkflow } from '@/services/workflows/duplicate-workflow';
import { publishWorkflow } from '@/services/workflows/publish-workflow';
import { replaceDraft } from '@/services/workflows/replace-draft';
import { tagVersion } from '@/services/workflows/tag-version';
import { validateWorkflow } from '@/services/workflows/validate-workflow';
import { aTenant, type BuiltTenant } from '@/testing/builders/people';
import { aFile, aNode } from '@/testing/product/small-workflows';
import { createTestProduct, type TestProduct } from '@/testing/product/test-product';
import { setLimit } from './set-limit';

let product: TestProduct;
let tenant: BuiltTenant;
beforeAll(async () => {
  product = await createTestProduct({ hints: 'drop' });
});
beforeEach(async () => {
  tenant = await aTenant(product.deps);
});
afterAll(() => product.close());

const start = aNode('start', 'manual-trigger');
const withNodes = (count: number, name = 'n') =>
  aFile([start, ...Array.from({ length: count - 1 }, (_, n) => aNode(`${name}${n}`, 'no-op'))], []);
const create = async (file: object) => (await createWorkflow(product.deps, tenant.scope, { file })).id;
const replace = (id: string, file: object) =>
  replaceDraft(product.deps, tenant.scope, { id, file, ifMatch: '*' });

describe('nodes of a workflow', () => {
  it('are bounded when it is made, copied and changed', async () => {
    const large = await create(withNodes(5));
    const small = await create(withNodes(2));
    await setLimit(product.deps, tenant.scope, { name: 'workflow.nodes', value: 3 });
    const refusal = { code: 'graph.too-many', details: { list: 'nodes', limit: 3 } };
    await expect(create(withNodes(4))).rejects.toMatchObject(refusal);
    await expect(replace(small, withNodes(4))).rejects.toMatchObject(refusal);
    await expect(duplicateWorkflow(product.deps, tenant.scope, { id: large })).rejects.toMatchObject(refusal);
    expect((await replace(small, withNodes(3))).graph.nodes).toHaveLength(3);
  });

  it('may be changed and made fewer where there were too many already, and not more', async () => {
    const large = await create(withNodes(5));
    await setLimit(product.deps, tenant.scope, { name: 'workflow.nodes', value: 3 });
    expect((await replace(large, withNodes(5, 'other'))).graph.nodes).toHaveLength(5);
    await expect(replace(large, withNodes(6))).rejects.toMatchObject({ code: 'graph.too-many' });
    expect((await replace(large, withNodes(4))).graph.nodes).toHaveLength(4);
  });
});

describe('versions of a workflow', () => {
  it('are bounded; what is published already stays so', async () => {
    const id = await create(withNodes(1));
    await setLimit(product.deps, tenant.scope, { name: 'workflow.versions', value: 1 });
    expect(await publishWorkflow(product.deps, tenant.scope, { id })).toEqual({ version: 1 });
    expect(await publishWorkflow(product.deps, tenant.scope, { id })).toEqual({ version: 1 });
    await replace(id, withNodes(2));
    await expect(publishWorkflow(product.deps, tenant.scope, { id })).rejects.toMatchObject({
      code: 'version.too-many',
      status: 409,
      details: { limit: 1 },
    });
    await setLimit(product.deps, tenant.scope, { name: 'workflow.versions', value: 2 });
    expect(await publishWorkflow(product.deps, tenant.scope, { id })).toEqual({ version: 2 });
  });

  it('have as many tags as the tenant may have', async () => {
    const id = await create(withNodes(1));
    await publishWorkflow(product.deps, tenant.scope, { id });
    await setLimit(product.deps, tenant.scope, { name: 'workflow.tags', value: 1 });
    const tag = (name: string) => tagVersion(product.deps, tenant.scope, { id, version: 1, name });
    await tag('live');
    await tag('live');
    await expect(tag('stable')).rejects.toMatchObject({
      code: 'version.too-many-tags',
      details: { limit: 1 },
    });
  });

  it('have no more of them when many are put at once', async () => {
    const id = await create(withNodes(1));
    await publishWorkflow(product.deps, tenant.scope, { id });
    await setLimit(product.deps, tenant.scope, { name: 'workflow.tags', value: 3 });
    const put = await Promise.allSettled(
      Array.from({ length: 8 }, (_, at) =>
        tagVersion(product.deps, tenant.scope, { id, version: 1, name: `tag-${at}` }),
      ),
    );
    expect(put.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
  });
});

describe('credentials', () => {
  const store = (name: string) =>
    createCredential(product.deps, tenant.scope, {
      ...{ name, kind: 'bearer', fields: { token: 'a-long-token' }, hosts: ['api.example.com'] },
    });

  it('are stored up to the limit, and again after one was deleted', async () => {
    await setLimit(product.deps, tenant.scope, { name: 'credentials.stored', value: 1 });
    const { id } = await store('One');
    await expect(store('Two')).rejects.toMatchObject({
      code: 'credential.too-many',
      status: 409,
      details: { limit: 1 },
    });
    await deleteCredential(product.deps, tenant.scope, { id });
    await store('Two');
  });

  it('are no more than the limit when many are stored at once', async () => {
    await setLimit(product.deps, tenant.scope, { name: 'credentials.stored', value: 3 });
    const stored = await Promise.allSettled(Array.from({ length: 8 }, (_, at) => store(`At once ${at}`)));
    expect(stored.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    const { items } = await listCredentials(product.deps, tenant.scope, { limit: 10 });
    expect(items).toHaveLength(3);
  });
});

describe('schedules', () => {
  it('come due as seldom as the tenant says', async () => {
    const rules = [{ every: 'seconds', interval: 90 }];
    const id = await create(
      aFile([aNode('tick', 'schedule', { parameters: { rules } }), aNode('end', 'no-op')], ['tick > end']),
    );
    const codes = async () =>
      (await validateWorkflow(product.deps, tenant.scope, { id })).problems.map((problem) => problem.code);
    expect(await codes()).not.toContain('schedule.too-frequent');
    await setLimit(product.deps, tenant.scope, { name: 'schedule.min-interval-seconds', value: 120 });
    expect(await codes()).toContain('schedule.too-frequent');
  });
});
