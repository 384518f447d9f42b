import { expect, it } from 'vitest';
import type { DoubtView } from '@/core/contracts/inbox';
import { keyOfDoubt, meant, movedBy } from './inbox-cursor';

it('moves by one and stays inside', () => {
  expect(movedBy('j', 0, 3)).toBe(1);
  expect(movedBy('j', 2, 3)).toBe(2);
  expect(movedBy('k', 0, 3)).toBe(0);
  expect(movedBy('End', 0, 3)).toBe(2);
  expect(movedBy('Home', 2, 3)).toBe(0);
  expect(movedBy('q', 1, 3)).toBeNull();
});

it('means the chosen ones that are there, else the one that is shown', () => {
  const [a, b] = ['a', 'b'].map((runId) => ({ runId, step: 's' }) as DoubtView); // the rest does not count here
  if (!a || !b) throw new Error('two were made');
  expect(meant([a, b], new Set(), b)).toEqual([b]);
  expect(meant([a, b], new Set([keyOfDoubt(a), 'gone s']), b)).toEqual([a]);
  expect(meant([], new Set(['gone s']), undefined)).toEqual([]);
});
