import { expect, it } from 'vitest';
import { fakeContext } from '@/testing/nodes/fake-context';
import { executor } from './executor';

const run = (items: { json: { [key: string]: number } }[]) =>
  executor.execute({ items: () => items, parameters: {}, parametersFor: () => ({}) }, fakeContext());

it('gives the input of the run, or one empty item', () => {
  expect(run([{ json: { a: 1 } }])).toEqual({ kind: 'done', outputs: { main: [{ json: { a: 1 } }] } });
  expect(run([])).toEqual({ kind: 'done', outputs: { main: [{ json: {} }] } });
});
