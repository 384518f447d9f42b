import { expect, it } from 'vitest';
import { fakeContext } from '@/testing/nodes/fake-context';
import { executor } from './executor';

it('gives the items it was called with', () => {
  const items = [{ json: { a: 1 } }, { json: { a: 2 } }];
  const parameters = { inputs: [] };
  const input = { items: () => items, parameters, parametersFor: () => parameters };
  expect(executor.execute(input, fakeContext())).toEqual({ kind: 'done', outputs: { main: items } });
});
