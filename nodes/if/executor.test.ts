import { expect, it } from 'vitest';
import { NodeFailure } from '@/core/node-kit/node-failure';
import { fakeContext } from '@/testing/nodes/fake-context';
import { executor } from './executor';

function decide(condition: { left: unknown; operator: string; right?: unknown }, looseTypes = true) {
  const item = { json: { a: 1 } };
  const parameters = { conditions: [condition], combine: 'all' as const, ignoreCase: false, looseTypes };
  return executor.executeItem({ item, index: 0, parameters }, fakeContext());
}

it('sends the item out by one port', () => {
  expect(decide({ left: 120, operator: 'number.greater', right: 100 })).toEqual({
    ports: { true: [{ json: { a: 1 } }] },
  });
  expect(decide({ left: 80, operator: 'number.greater', right: 100 })).toEqual({
    ports: { false: [{ json: { a: 1 } }] },
  });
});

it.each([
  ['condition.unknown-operator', { left: 1, operator: 'number.nope' }],
  ['condition.wrong-type', { left: 'many', operator: 'number.greater', right: 1 }],
  ['condition.bad-pattern', { left: 'a', operator: 'string.matches', right: '(' }],
])('fails with %s', (code, condition) => {
  expect(() => decide(condition)).toThrow(NodeFailure);
  expect(() => decide(condition)).toThrow(expect.objectContaining({ code, retryable: false }));
});

it('is strict about types when told so', () => {
  expect(() => decide({ left: '120', operator: 'number.greater', right: 100 }, false)).toThrow(
    /expects a number/,
  );
});
