import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publishWorkflow } from '@/services/workflows/publish-workflow';
import { createWorkflow } from '@/services/workflows/create-workflow';
import { replaceDraft } from '@/services/workflows/replace-draft';
import { startRun } from '@/services/runs/start-run';
import { aTenant, anApiKey, type BuiltTenant } from '@/testing/builders/people';
import { callRest } from '@/testing/web/calls';
import { endRun } from '@/testing/web/play-worker';
import { startTestWeb, type TestWeb } from '@/testing/web/test-web';

let web: TestWeb;
let tenant: BuiltTenant;
let key: string;
let workflow: string;

const file = (name: string) => ({
  format: 'heddle.workflow/1',
  name,
  nodes: [{ id: 'start', type: 'manual-trigger', name: 'Start', position: { x: 0, y: 0 } }],
});

beforeAll(async () => {
  web = await startTestWeb();
  tenant = await aTenant(web.deps);
  key = (await anApiKey(web.deps, tenant, { role: 'owner' })).key;
  workflow = (await createWorkflow(web.deps, tenant.scope, { file: file('First') })).id;
  await publishWorkflow(web.deps, tenant.scope, { id: workflow, note: 'one' });
  await replaceDraft(web.deps, tenant.scope, { id: workflow, file: file('Second'), ifMatch: '*' });
  await publishWorkflow(web.deps, tenant.scope, { id: workflow });
});
afterAll(() => web.close());

const call = (method: string, path: string, ...[body, headers]: [unknown?, Record<string, string>?]) =>
  callRest(
    web,
    { method, path, ...(body === undefined ? {} : { body }), ...(headers ? { headers } : {}) },
    { key },
  );

describe('versions', () => {
  it('are listed by page and read with an ETag', async () => {
    const first = await call('GET', `/workflows/${workflow}/versions?limit=1`);
    expect(first.data).toMatchObject({ items: [{ number: 2, published: true }], nextCursor: '2' });
    const rest = await call('GET', `/workflows/${workflow}/versions?cursor=2`);
    expect(rest.data).toMatchObject({ items: [{ number: 1, note: 'one' }], nextCursor: null });
    const version = await call('GET', `/workflows/${workflow}/versions/1`);
    expect(version.data).toMatchObject({ format: 'heddle.workflow/1', name: 'First' });
    const etag = version.headers.get('etag') ?? '';
    const again = await call('GET', `/workflows/${workflow}/versions/1`, undefined, {
      'if-none-match': etag,
    });
    expect(again.status).toBe(304);
  });

  it('are compared, with each other and with the draft', async () => {
    const change = { path: 'name', before: 'First', after: 'Second' };
    for (const query of ['from=1&to=2', 'from=1']) {
      const { data } = await call('GET', `/workflows/${workflow}/diff?${query}`);
      expect(data).toMatchObject({ workflow: [change] });
    }
    expect(await call('GET', `/workflows/${workflow}/diff`)).toMatchObject({
      status: 400,
      code: 'input.invalid',
    });
    expect(await call('GET', `/workflows/${workflow}/diff?from=9`)).toMatchObject({
      status: 404,
      code: 'version.not-found',
    });
  });

  it('carry tags, with any characters that an address takes', async () => {
    const address = `/workflows/${workflow}/tags/${encodeURIComponent('go / live ✓')}`;
    expect((await call('PUT', address, { version: 1 })).data).toEqual({ version: 1, movedFrom: null });
    expect((await call('PUT', address, { version: 2 })).data).toEqual({ version: 2, movedFrom: 1 });
    const { data } = await call('GET', `/workflows/${workflow}/versions`);
    expect(data).toMatchObject({ items: [{ tags: ['go / live ✓'] }, { tags: [] }] });
    expect((await call('DELETE', address)).status).toBe(204);
    expect((await call('DELETE', address)).status).toBe(404);
    expect(await call('DELETE', `/workflows/${workflow}/tags/%E0%A4%A`)).toMatchObject({
      status: 400,
      code: 'request.bad-address',
    });
  });

  it('are restored to the draft, whose ETag comes along', async () => {
    const restored = await call('POST', `/workflows/${workflow}/versions/1/restore`, {});
    expect(restored.data).toMatchObject({ changed: true });
    const draft = await call('GET', `/workflows/${workflow}`);
    expect(draft.data).toMatchObject({ name: 'First' });
    expect(draft.headers.get('etag')).toBe(restored.headers.get('etag'));
  });
});

describe('schedules', () => {
  it('are previewed, and a broken one is told', async () => {
    const body = { parameters: { rules: [{ every: 'days', at: '09:00' }] } };
    const { data } = await call('POST', '/schedules/preview', body);
    expect((data as { next: string[] }).next).toHaveLength(5);
    const broken = { parameters: { rules: [{ every: 'cron', expression: '* *' }] } };
    expect((await call('POST', '/schedules/preview', broken)).data).toMatchObject({
      next: [],
      problem: { code: 'schedule.cron-parts' },
    });
    expect((await call('GET', `/workflows/${workflow}/schedule-fires`)).data).toEqual({
      items: [],
      nextCursor: null,
    });
  });
});

describe('runs', () => {
  it('are listed by several filters at once', async () => {
    const { id } = await startRun(web.deps, tenant.scope, { workflowId: workflow, version: 'published' });
    const shown = async (query: string) =>
      (
        (await call('GET', `/runs?workflowId=${workflow}&${query}`)).data as { items: { id: string }[] }
      ).items.map((run) => run.id);
    expect(await shown('status=queued&status=running')).toEqual([id]);
    expect(await shown('status=failed')).toEqual([]);
    expect(await shown('trigger=manual')).toEqual([id]);
    expect(await shown('trigger=schedule')).toEqual([]);
    expect((await call('GET', '/runs?limit=5&limit=6')).status).toBe(400);
  });

  it('that go on are neither resumed nor retried, and many are handled one by one', async () => {
    const { id } = await startRun(web.deps, tenant.scope, { workflowId: workflow, version: 'published' });
    expect(await call('POST', `/runs/${id}/resume`, {})).toMatchObject({
      status: 409,
      code: 'run.still-live',
    });
    expect(await call('POST', `/runs/${id}/retry`, {})).toMatchObject({
      status: 409,
      code: 'run.still-live',
    });
    expect(await call('POST', `/runs/${id}/retry`, { from: 'start', mode: 'all' })).toMatchObject({
      status: 400,
      code: 'input.invalid',
    });
    const unknown = web.deps.ids.uuid7();
    const { data } = await call('POST', '/runs/bulk', { ids: [id, unknown], action: 'cancel' });
    expect(data).toMatchObject({
      results: [
        { id, ok: true },
        { id: unknown, ok: false, error: { code: 'run.not-found' } },
      ],
    });
  });

  it('are started and retried once under one Idempotency-Key', async () => {
    const twice = async (path: string, body: object, headers: Record<string, string>) => [
      await call('POST', path, body, headers),
      await call('POST', path, body, headers),
    ];
    const once = { 'idempotency-key': 'order-4711' };
    const [started, again] = await twice(`/workflows/${workflow}/runs`, {}, once);
    expect(again?.data).toEqual(started?.data);
    const { id } = started?.data as { id: string };
    await endRun(web.database, { id, replyTo: null }, { status: 'failed' });
    const [retried, repeated] = await twice(`/runs/${id}/retry`, { mode: 'all' }, once);
    expect(repeated).toMatchObject({ status: 202, data: retried?.data });
    const other = await call('POST', `/runs/${id}/retry`, { mode: 'all' }, { 'idempotency-key': 'other' });
    expect(other.data).not.toEqual(retried?.data);
    expect(await call('POST', `/runs/${id}/retry`, { mode: 'failed' }, once)).toMatchObject({
      status: 409,
      code: 'run.idempotency-conflict',
    });
    const tooLong = { 'idempotency-key': 'x'.repeat(256) };
    for (const what of ['retry', 'resume'])
      expect(await call('POST', `/runs/${id}/${what}`, {}, tooLong)).toMatchObject({
        status: 400,
        code: 'idempotency-key.invalid',
      });
  });

  it('show their graph, and no step that they do not have', async () => {
    const { id } = await startRun(web.deps, tenant.scope, { workflowId: workflow, version: 'published' });
    expect((await call('GET', `/runs/${id}/graph`)).data).toMatchObject({ name: 'Second' });
    expect(await call('GET', `/runs/${id}/steps/nowhere`)).toMatchObject({
      status: 404,
      code: 'step.not-found',
    });
  });
});

describe('templates', () => {
  it('are listed and become workflows', async () => {
    const { data } = await call('GET', '/templates');
    const { slug } = (data as { items: { slug: string }[] }).items[0] ?? { slug: '' };
    const made = await call('POST', `/templates/${slug}/install`, {});
    expect(made.status).toBe(201);
    const address = (made.headers.get('location') ?? '').replace('/api/v1', '');
    expect((await call('GET', address)).data).toMatchObject({ format: 'heddle.workflow/1' });
    expect(await call('POST', '/templates/no-such/install', {})).toMatchObject({ status: 404 });
  });
});
