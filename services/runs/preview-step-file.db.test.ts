import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { publishWorkflow } from '@/services/workflows/publish-workflow';
import { createWorkflow } from '@/services/workflows/create-workflow';
import { aTenant, type BuiltTenant } from '@/testing/builders/people';
import { acceptedRuns } from '@/testing/web/play-worker';
import { startTestWeb, type TestWeb } from '@/testing/web/test-web';
import { previewStepFile } from './preview-step-file';

let web: TestWeb;
let tenant: BuiltTenant;
beforeAll(async () => {
  web = await startTestWeb();
  tenant = await aTenant(web.deps);
  const parameters = { path: 'files', methods: ['POST'], respond: 'immediately' };
  const { id } = await createWorkflow(web.deps, tenant.scope, {
    file: {
      format: 'heddle.workflow/1',
      name: 'Files',
      nodes: [
        { id: 'hook', type: 'webhook', name: 'Webhook', position: { x: 0, y: 0 }, parameters },
        { id: 'next', type: 'no-op', name: 'Next', position: { x: 200, y: 0 } },
      ],
      edges: [{ id: 'e1', source: 'hook', target: 'next' }],
    },
  });
  await publishWorkflow(web.deps, tenant.scope, { id });
});
beforeEach(() => web.database.query('delete from run_live'));
afterAll(() => web.close());

/** A run whose webhook got this file; gives what a look at a place in it needs. */
async function received(mediaType: string, body: Uint8Array<ArrayBuffer>) {
  const headers = { 'content-type': mediaType, 'content-disposition': 'attachment; filename="a.bin"' };
  await fetch(`${web.url}/hooks/${tenant.slug}/files`, { method: 'POST', body, headers });
  const run = (await acceptedRuns(web.database)).at(-1);
  const place = { step: 'hook', side: 'output' as const, port: 'main', index: 0, file: 'data' };
  return { id: run?.id ?? '', ...place };
}

it('shows a picture, and the files of the step behind it', async () => {
  const place = await received('image/png', new Uint8Array([1, 2, 3]));
  const shown = {
    name: 'a.bin',
    mediaType: 'image/png',
    size: 3,
    preview: { kind: 'image', url: 'data:image/png;base64,AQID' },
  };
  expect(await previewStepFile(web.deps, tenant.scope, place)).toEqual(shown);
  expect(await previewStepFile(web.deps, tenant.scope, { ...place, step: 'next', side: 'input' })).toEqual(
    shown,
  );
});

it('shows the beginning of a text, and no more of it', async () => {
  const place = await received('application/csv', new TextEncoder().encode(`id\n${'1\n'.repeat(40_000)}`));
  const { preview, size } = await previewStepFile(web.deps, tenant.scope, place);
  expect(size).toBe(80_003);
  expect(preview).toMatchObject({ kind: 'text', truncated: true });
  expect(preview.kind === 'text' ? preview.text.length : 0).toBe(32 * 1024);
});

it.each([
  ['application/zip', 10, 'type'],
  ['application/pdf', 10, 'type'],
  ['image/jpeg', 2_500_000, 'size'],
])('shows nothing of %s with %i bytes', async (mediaType, size, reason) => {
  const place = await received(mediaType, new Uint8Array(size));
  const { preview } = await previewStepFile(web.deps, tenant.scope, place);
  expect(preview).toEqual({ kind: 'none', reason });
});

it('says what is not there', async () => {
  const place = await received('image/png', new Uint8Array([1]));
  const look = (other: object) => previewStepFile(web.deps, tenant.scope, { ...place, ...other });
  await expect(look({ step: 'nowhere' })).rejects.toMatchObject({ code: 'step.not-found' });
  for (const other of [{ port: 'constructor' }, { index: 5 }, { file: '__proto__' }]) {
    await expect(look(other)).rejects.toMatchObject({ code: 'file.not-found', status: 404 });
  }
  const stranger = await aTenant(web.deps);
  await expect(previewStepFile(web.deps, stranger.scope, place)).rejects.toMatchObject({
    code: 'run.not-found',
  });
});
