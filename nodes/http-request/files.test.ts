import { describe, expect, it } from 'vitest';
import type { FileRef, Item } from '@/core/items/item';
import type { HttpBody, HttpRequest, HttpResponse, OutputItem, StepContext } from '@/core/node-kit/executor';
import { fakeContext } from '@/testing/nodes/fake-context';
import { aFile, fakeFiles } from '@/testing/nodes/fake-files';
import { httpParameters as parameters } from '@/testing/nodes/http-parameters';
import type { RequestParameters } from './build-request';
import { executor } from './executor';

const files = fakeFiles();

/** One call; the other side answers with a body that comes in two pieces. */
async function call(
  parts: Partial<RequestParameters>,
  {
    binary,
    headers = {},
    status = 200,
    ctx = {},
  }: {
    binary?: Record<string, FileRef>;
    headers?: Record<string, string>;
    status?: number;
    ctx?: Partial<StepContext>;
  } = {},
) {
  const sent: HttpRequest[] = [];
  const request = async (asked: HttpRequest): Promise<HttpResponse> => {
    sent.push(asked);
    const answer = { status, headers, url: asked.url };
    if (!asked.receive || status >= 300) return { ...answer, body: Buffer.from('text') };
    await asked.receive(pieces(), answer);
    return { ...answer, body: new Uint8Array() };
  };
  const item: Item = { json: {}, ...(binary ? { binary } : {}) };
  const context = fakeContext({ files, http: { request }, ...ctx });
  const output = await executor.executeItem({ item, index: 0, parameters: parameters(parts) }, context);
  return { item: (output as OutputItem[])[0], sent: sent[0] };
}

async function* pieces(): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from('one '));
  yield Buffer.from('two');
}

const bytesOf = async (file: FileRef | undefined) => file && Buffer.from(await files.read(file)).toString();

async function sentText(request: HttpRequest | undefined): Promise<string> {
  const body = request?.body as HttpBody;
  const parts: Uint8Array[] = [];
  for await (const piece of body.open()) parts.push(piece);
  const whole = Buffer.concat(parts);
  expect(whole).toHaveLength(body.size);
  return whole.toString();
}

describe('an answer that is kept as a file', () => {
  it('is on the item under its name, and its status and headers beside it', async () => {
    const headers = { 'content-type': 'text/csv', 'content-disposition': 'attachment; filename="list.csv"' };
    const { item } = await call({ response: 'file', saveAs: 'export' }, { headers });
    expect(item?.json).toEqual({ status: 200, headers, body: null });
    const file = item?.binary?.['export'];
    expect(file).toMatchObject({ name: 'list.csv', mediaType: 'text/csv', size: 7 });
    expect(await bytesOf(file)).toBe('one two');
  });

  it('may depend on its type', async () => {
    const png = await call({ response: 'auto-file' }, { headers: { 'content-type': 'image/png' } });
    expect(await bytesOf(png.item?.binary?.['data'])).toBe('text');
    const text = await call({ response: 'auto-file' }, { headers: { 'content-type': 'text/plain' } });
    expect(text.item?.json).toMatchObject({ body: 'text' });
    expect(text.item?.binary).toBeUndefined();
  });

  it('stands beside the files that the item had', async () => {
    const binary = { first: await aFile(files, 'first') };
    const { item } = await call({ response: 'file' }, { binary });
    expect(Object.keys(item?.binary ?? {})).toEqual(['first', 'data']);
  });

  it.each([
    [{}, 'https://api.test/files/a%20b.zip?x=1', 'a b.zip'],
    [{}, 'https://api.test/', 'file'],
    [{ 'content-disposition': "attachment; filename*=UTF-8''%C3%A4.txt" }, 'https://api.test/x', 'ä.txt'],
    [
      { 'content-disposition': 'attachment; filename="../../etc/passwd"' },
      'https://api.test/x',
      '.._.._etc_passwd',
    ],
  ])('with %o from %s is called %s', async (headers, url, name) => {
    const { item } = await call({ response: 'file', url }, { headers });
    expect(item?.binary?.['data']?.name).toBe(name);
  });

  it('is text where the other side refuses', async () => {
    const { item } = await call({ response: 'file', neverFail: true }, { status: 404 });
    expect(item).toEqual({ json: { status: 404, headers: {}, body: 'text' } });
  });

  it('of a write is the same one when the answer comes from its receipt', async () => {
    const first = await call({ method: 'POST', response: 'file' });
    const kept = first.item?.binary?.['data'];
    const effect: StepContext['effect'] = () =>
      Promise.resolve({ status: 200, headers: {}, body: null, $file: { ...kept } } as never);
    const again = await call({ method: 'POST', response: 'file' }, { ctx: { effect } });
    expect(again.sent).toBeUndefined();
    expect(again.item?.binary?.['data']).toEqual(kept);
  });

  it.each([
    { blobKey: '30/2026-01-01/other/run/file1.bin', name: 'a', mediaType: 'a/b', size: 1 },
    { blobKey: 5 },
  ])('cannot be made up by whoever decides on a write in doubt: %o', async ($file) => {
    const effect: StepContext['effect'] = () => Promise.resolve({ status: 200, $file } as never);
    await expect(call({ method: 'POST', response: 'file' }, { ctx: { effect } })).rejects.toMatchObject({
      code: 'file.gone',
    });
  });
});

describe('files that are sent', () => {
  it('are the body as they are, with their own type', async () => {
    const data = await aFile(files, 'content', { mediaType: 'application/zip' });
    const { sent } = await call({ method: 'PUT', bodyType: 'file' }, { binary: { data } });
    expect(await sentText(sent)).toBe('content');
    expect(sent?.headers).toContainEqual({ name: 'Content-Type', value: 'application/zip' });
    const headers = [{ name: 'content-type', value: 'x/y' }];
    const chosen = await call({ method: 'PUT', bodyType: 'file', headers }, { binary: { data } });
    expect(chosen.sent?.headers).toContainEqual({ name: 'content-type', value: 'x/y' });
  });

  it('stand in a form beside its fields', async () => {
    const data = await aFile(files, 'content', { name: 'a"b.txt', mediaType: 'text/plain' });
    const { sent } = await call(
      {
        method: 'POST',
        bodyType: 'multipart',
        body: { title: 'T', tags: ['a', 'b'] },
        bodyFiles: [{ name: 'upload', value: 'data' }],
      },
      { binary: { data } },
    );
    const type = sent?.headers?.find(({ name }) => name === 'Content-Type')?.value ?? '';
    const form = await new Response(await sentText(sent), { headers: { 'content-type': type } }).formData();
    expect([form.get('title'), form.getAll('tags')]).toEqual(['T', ['a', 'b']]);
    const upload = form.get('upload') as File;
    expect([upload.name, upload.type, await upload.text()]).toEqual(['a"b.txt', 'text/plain', 'content']);
  });

  it('have to be there', async () => {
    await expect(call({ method: 'PUT', bodyType: 'file' })).rejects.toMatchObject({
      code: 'file.missing',
      outcome: 'not-done',
    });
  });
});
