import { describe, expect, it } from 'vitest';
import { runsFor, summarise } from './bulk-actions';

const runs = [
  { id: 'a', status: 'running' as const },
  { id: 'b', status: 'failed' as const },
  { id: 'c', status: 'succeeded' as const },
];

describe('many runs at once', () => {
  it('leaves out runs that the action means nothing for', () => {
    const ids = new Set(['a', 'b', 'c']);
    expect(runsFor('cancel', runs, ids)).toEqual(['a']);
    expect(runsFor('retry', runs, ids)).toEqual(['b']);
    expect(runsFor('resume', runs, new Set(['c']))).toEqual([]);
  });

  it('counts what worked and says why the rest did not', () => {
    const failed = (id: string, message: string) => ({
      id,
      ok: false as const,
      error: { code: 'x', message },
    });
    expect(
      summarise([
        { id: 'a', ok: true },
        failed('b', 'Gone.'),
        failed('c', 'Too late.'),
        failed('d', 'Too late.'),
      ]),
    ).toEqual({
      done: 1,
      failures: [
        { message: 'Too late.', count: 2 },
        { message: 'Gone.', count: 1 },
      ],
    });
  });
});
