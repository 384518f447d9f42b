import { expect, it } from 'vitest';
import { fakeContext } from '@/testing/nodes/fake-context';
import { executor } from './executor';

const run = (items: { json: { [key: string]: number } }[]) =>
  executor.execute({ items: () => items, parameters: {}, parametersFor: () => ({}) }, fakeContext());

it('passes items on and says which is which', () => {
  expect(run([{ json: { a: 1 } }, { json: { a: 2 } }])).toEqual({
    kind: 'done',
    outputs: {
      main: [
        { json: { a: 1 }, from: [{ port: 'main', index: 0 }] },
        { json: { a: 2 }, from: [{ port: 'main', index: 1 }] },
      ],
    },
  });
});
