import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NewCredential } from '@/core/contracts/credentials';
import { findCredential } from '@/infra/db/run-store/find-credential';
import { openCredential } from '@/infra/vault/open-credential';
import { createVault } from '@/infra/vault/vault';
import { createWorkflow } from '@/services/workflows/create-workflow';
import { publishWorkflow } from '@/services/workflows/publish-workflow';
import { aTenant, type BuiltTenant } from '@/testing/builders/people';
import { startTestWeb, type TestWeb } from '@/testing/web/test-web';
import { createCredential } from './create-credential';
import { credentialUsage } from './credential-usage';
import { deleteCredential } from './delete-credential';
import { getCredential } from './get-credential';
import { listCredentials } from './list-credentials';
import { rewrapCredentials } from './rewrap-credentials';
import { updateCredential } from './update-credential';

let web: TestWeb;
let tenant: BuiltTenant;
beforeAll(async () => {
  web = await startTestWeb();
  tenant = await aTenant(web.deps);
});
afterAll(() => web.close());

const store = (given: Partial<NewCredential> = {}, to: BuiltTenant = tenant) =>
  createCredential(web.deps, to.scope, {
    ...{ name: 'Key', kind: 'bearer', fields: { token: 'a-long-token' }, hosts: ['api.example.com'] },
    ...given,
  });
async function opened(id: string, vault = web.deps.vault): Promise<Readonly<Record<string, string>>> {
  const stored = await findCredential(web.deps.db.runner, tenant.id, id);
  return (stored && openCredential(vault, tenant.id, stored)?.values) ?? {};
}
const using = (id: string, name: string) => ({
  ...{ format: 'heddle.workflow/1', name },
  nodes: [
    { id: 'start', type: 'manual-trigger', name: 'Start', position: { x: 0, y: 0 } },
    {
      ...{ id: 'call', type: 'http-request', name: 'Get orders', position: { x: 200, y: 0 } },
      parameters: { url: 'https://api.example.com', authentication: 'credential' },
      credentials: { auth: id },
    },
  ],
  edges: [{ id: 'e', source: 'start', target: 'call' }],
});

describe('a credential', () => {
  it('keeps its secret sealed, and what is left out of a change', async () => {
    const made = await store({ kind: 'basic', fields: { user: ' ada ', password: 'correct horse' } });
    expect(made).toMatchObject({ kind: 'basic', fields: { user: 'ada' }, secrets: { password: 'set' } });
    await updateCredential(web.deps, tenant.scope, { id: made.id, fields: { user: 'grace', password: '' } });
    expect(await opened(made.id)).toEqual({ user: 'grace', password: 'correct horse' });
    await updateCredential(web.deps, tenant.scope, { id: made.id, fields: { password: 'battery staple' } });
    expect(await opened(made.id)).toEqual({ user: 'grace', password: 'battery staple' });
    expect(await getCredential(web.deps, tenant.scope, { id: made.id })).toMatchObject({ name: 'Key' });
  });

  it.each([
    [{ kind: 'header', fields: { value: 'x' } }, 'credential.invalid', { field: 'name', rule: 'required' }],
    [
      { kind: 'header', fields: { name: 'Host', value: 'x' } },
      'credential.invalid',
      { field: 'name', rule: 'form' },
    ],
    [{ kind: 'bearer', fields: { token: 'a\nb' } }, 'credential.invalid', { field: 'token', rule: 'form' }],
    [
      { kind: 'basic', fields: { user: 'a:b', password: 'x' } },
      'credential.invalid',
      { field: 'user', rule: 'form' },
    ],
    [
      { kind: 'bearer', fields: { token: 'x', other: 'y' } },
      'credential.invalid',
      { field: 'other', rule: 'unknown' },
    ],
    [{ hosts: ['*.com'] }, 'credential.bad-host', { host: '*.com' }],
    [{ hosts: ['two words'] }, 'credential.bad-host', {}],
  ] as const)('%j is refused with what is wrong', async (given, code, details) => {
    await expect(store(given as Partial<NewCredential>)).rejects.toMatchObject({
      code,
      details,
      status: 422,
    });
  });

  it('is listed by name, page by page, and narrowed by kind and words', async () => {
    const own = await aTenant(web.deps);
    for (const name of ['b', 'A', 'c%', 'D']) await store({ name }, own);
    await store(
      { name: 'a', kind: 'secret', fields: { value: 'hmac' }, hosts: ['ignored.example.com'] },
      own,
    );
    const names: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listCredentials(web.deps, own.scope, { limit: 2, cursor });
      names.push(...page.items.map(({ name }) => name));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(names.map((name) => name.toLowerCase())).toEqual(['a', 'a', 'b', 'c%', 'd']);
    const some = async (rest: object) =>
      (await listCredentials(web.deps, own.scope, { limit: 50, ...rest })).items.map(({ name }) => name);
    expect(await some({ kind: 'secret' })).toEqual(['a']);
    expect(await some({ search: '%' })).toEqual(['c%']);
    await expect(some({ cursor: 'nonsense' })).rejects.toMatchObject({ code: 'list.bad-cursor' });
    expect(
      (await listCredentials(web.deps, own.scope, { limit: 50, kind: 'secret' })).items[0]?.hosts,
    ).toEqual([]);
  });

  it('says where it is used, and stays while a published workflow needs it', async () => {
    const { id } = await store();
    const workflow = await createWorkflow(web.deps, tenant.scope, { file: using(id, 'Orders') });
    expect(await credentialUsage(web.deps, tenant.scope, { id })).toEqual({
      workflows: [{ id: workflow.id, name: 'Orders', draft: ['Get orders'], published: [] }],
    });
    await publishWorkflow(web.deps, tenant.scope, { id: workflow.id });
    await expect(deleteCredential(web.deps, tenant.scope, { id })).rejects.toMatchObject({
      code: 'credential.in-use',
      status: 409,
      details: { workflows: [{ id: workflow.id, name: 'Orders' }] },
    });
    const free = await store();
    await deleteCredential(web.deps, tenant.scope, { id: free.id });
    await expect(deleteCredential(web.deps, tenant.scope, { id: free.id })).rejects.toMatchObject({
      code: 'credential.not-found',
    });
  });

  it('leaves who changed what, and nothing secret, in the audit log', async () => {
    const { id } = await store({ fields: { token: 'never-in-the-log' } });
    await updateCredential(web.deps, tenant.scope, { id, fields: { token: 'never-either' } });
    await deleteCredential(web.deps, tenant.scope, { id });
    const rows = await web.database.query<{ action: string; details: object }>(
      'select action, details from audit where target_id = $1 order by id',
      [id],
    );
    expect(rows.map(({ action }) => action)).toEqual([
      'credential.create',
      'credential.update',
      'credential.delete',
    ]);
    expect(rows[1]?.details).toMatchObject({ kind: 'bearer', secretChanged: true });
    expect(JSON.stringify(rows)).not.toContain('never');
  });
});

describe('a new key', () => {
  it('wraps what is stored, batch by batch, and once is enough', async () => {
    const own = { id: 'new', key: new Uint8Array(randomBytes(32)) };
    const old = { id: 'test', key: new Uint8Array(32).map((_, index) => index) };
    const { id } = await store({ fields: { token: 'kept-over-the-keys' } });
    const both = createVault([own, old]);
    const deps = { ...web.deps, vault: both };
    const { rewrapped, keyId } = await rewrapCredentials(deps);
    expect(keyId).toBe('new');
    expect(rewrapped).toBeGreaterThan(3);
    expect(await rewrapCredentials(deps)).toEqual({ rewrapped: 0, keyId: 'new' });
    expect(await opened(id, createVault([own]))).toEqual({ token: 'kept-over-the-keys' });
    await rewrapCredentials({ ...web.deps, vault: createVault([old, own]) });
    expect(await opened(id)).toEqual({ token: 'kept-over-the-keys' });
  });

  it('that lacks the old one is said, and nothing is lost', async () => {
    const { id } = await store();
    const lone = createVault([{ id: 'lone', key: new Uint8Array(randomBytes(32)) }]);
    await expect(rewrapCredentials({ ...web.deps, vault: lone })).rejects.toMatchObject({
      code: 'vault.unknown-key',
    });
    expect(await opened(id)).toEqual({ token: 'a-long-token' });
  });

  it('does not open an envelope that was moved to another credential', async () => {
    const [one, other] = [await store(), await store()];
    await web.database.query(
      `update credentials set (key_id, wrapped_key, sealed) =
        (select key_id, wrapped_key, sealed from credentials where id = $1) where id = $2`,
      [one.id, other.id],
    );
    await expect(opened(other.id)).rejects.toMatchObject({ code: 'vault.tampered' });
    await deleteCredential(web.deps, tenant.scope, { id: other.id });
  });
});
