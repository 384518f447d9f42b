import { expect, it } from 'vitest';
import { parseSeen, stepsDone, storageKey } from './first-steps-state';

it.each(['', 'nonsense', '7', 'null', '{"seen":"run"}', '{"seen":["nope"]}'])(
  'takes %s for nothing seen',
  (text) => {
    expect(parseSeen(text)).toEqual({ dismissed: false, seen: [] });
  },
);

it('keeps what it wrote, for one person in one tenant', () => {
  const kept = { dismissed: true, seen: ['data', 'look'] as const };
  expect(parseSeen(JSON.stringify(kept))).toEqual(kept);
  expect(storageKey('a', 'p')).not.toBe(storageKey('b', 'p'));
  expect(storageKey('a', 'p')).not.toBe(storageKey('a', 'q'));
});

it('counts what the tenant shows and what the person saw', () => {
  const steps = { hasRun: true, hasEdited: false, hasPublished: true, hasCalledWebhook: false };
  expect([...stepsDone(steps, { dismissed: false, seen: ['look'] })].sort()).toEqual([
    'look',
    'publish',
    'run',
  ]);
});
