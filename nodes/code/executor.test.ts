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
  expect(seen).toEqual([{ ...parameters, items, now: ctx.now, seed: '0.5' }]);
  expect(ctx.lines).toEqual(['info one', 'warn two']);
});
