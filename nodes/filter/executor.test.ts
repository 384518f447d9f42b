import { expect, it } from 'vitest';
import { fakeContext } from '@/testing/nodes/fake-context';
import { executor } from './executor';

function filter(condition: { left: unknown; operator: string; right?: unknown }) {
  const parameters = { conditions: [condition], combine: 'all', ignoreCase: true, looseTypes: true } as const;
  return executor.executeItem(
    { item: { json: { a: 1 } }, index: 0, parameters: { ...parameters, conditions: [condition] } },
    fakeContext(),
  );
}

it('keeps what meets the conditions and drops the rest by a port of its own', () => {
  expect(filter({ left: 'PAID', operator: 'string.equals', right: 'paid' })).toEqual({
    ports: { kept: [{ json: { a: 1 } }] },
  });
  expect(filter({ left: 'open', operator: 'string.equals', right: 'paid' })).toEqual({
    ports: { dropped: [{ json: { a: 1 } }] },
  });
});

it('fails where a condition cannot be decided, and not silently', () => {
  expect(() => filter({ left: 'many', operator: 'number.greater', right: 1 })).toThrow(
    expect.objectContaining({ code: 'condition.wrong-type', retryable: false }),
  );
});
