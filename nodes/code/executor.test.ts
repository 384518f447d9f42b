import { expect, it } from 'vitest';
import type { Sandbox } from '@/core/node-kit/executor';
import { fakeContext } from '@/testing/nodes/fake-context';
import { executor } from './executor';

it('hands everything to the sandbox and its console to the step', async () => {
  const seen: Parameters<Sandbox['runJavaScript']>[0][] = [];
  const ctx = fakeContext({
    sandbox: {
      runSql: () => Promise.reject(new Error('no SQL was expected')),
      runJavaScript: (input) => {
        seen.push(input);
        return Promise.resolve({
          items: [{ json: { b: 2 } }],
          console: [
            { level: 'log', text: 'one' },
            { level: 'warn', text: 'two' },
          ],
        });
      },
    },
  });
  const parameters = { source: 'return items;', mode: 'each' as const, timeoutMs: 500 };
  const items = [{ json: { a: 1 } }];
  const result = await executor.execute(
    { items: () => items, parameters, parametersFor: () => parameters },
    ctx,
  );
  expect(result).toEqual({ kind: 'done', outputs: { main: [{ json: { b: 2 } }] } });
  expect(seen).toEqual([{ ...parameters, goesOn: false, items, now: ctx.now, seed: '0.5' }]);
  expect(ctx.lines).toEqual(['info one', 'warn two']);
});

it('hands over the bytes of files to code that asks for them, and keeps those that it makes', async () => {
  const ctx = fakeContext();
  const file = await ctx.files.write({ name: 'a.txt', mediaType: 'text/plain' }, Buffer.from('hi'));
  const seen: Parameters<Sandbox['runJavaScript']>[0][] = [];
  const made = { b: { name: 'b.txt', mediaType: 'text/plain', data: 'aG8=' } };
  const sandbox: Sandbox = {
    ...ctx.sandbox,
    runJavaScript: (input) => {
      seen.push(input);
      return Promise.resolve({ items: [{ json: {}, binary: { a: file }, made }], console: [] });
    },
  };
  const run = (source: string) => {
    const parameters = { source, mode: 'all' as const, timeoutMs: 500 };
    const items = [{ json: {}, binary: { a: file } }];
    return executor.execute(
      { items: () => items, parameters, parametersFor: () => parameters },
      { ...ctx, sandbox },
    );
  };
  const result = await run('return items[0].binary.a.data;');
  await run('return items;');
  expect(seen.map(({ fileBytes }) => fileBytes)).toEqual([{ '0/a': 'aGk=' }, undefined]);
  if (result.kind !== 'done') throw new Error(result.kind);
  const { a, b } = result.outputs['main']?.[0]?.binary ?? {};
  expect(a).toEqual(file);
  expect(b).toMatchObject({ name: 'b.txt', mediaType: 'text/plain', size: 2 });
  expect(b && Buffer.from(await ctx.files.read(b)).toString()).toBe('ho');
  made.b.data = 'not base64!';
  await expect(run('')).rejects.toMatchObject({ code: 'code.bad-file' });
});
