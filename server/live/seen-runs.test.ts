import { expect, it } from 'vitest';
import { createSeenRuns } from './seen-runs';

const A = '01960000-0000-7000-8000-00000000000a';
const B = '01960000-0000-7000-8000-00000000000b';

function open(lastEventId: string | null, { at = 1_000_000, followsWorkflows = true } = {}) {
  const clock = { at };
  return { clock, seen: createSeenRuns({ lastEventId, followsWorkflows, now: () => clock.at }) };
}

it('the id says what was told of each run, the latest first', () => {
  const { seen } = open(null, { followsWorkflows: false });
  expect(seen.currentId()).toBe('none');
  seen.note(A, 3);
  expect(seen.currentId()).toBe(`${A}:3`);
  seen.note(B, 1);
  expect(seen.currentId()).toBe(`${B}:1,${A}:3`);
  seen.note(A, 4);
  expect(seen.currentId()).toBe(`${A}:4,${B}:1`);
  expect(open(seen.currentId()).seen.seqOf(A)).toBe(4);
  expect(open(seen.currentId(), { followsWorkflows: false }).seen.currentId()).toBe(seen.currentId());
});

it('whoever follows a workflow is told since when something may be missing', () => {
  const { clock, seen } = open(null);
  expect(seen.currentId()).toBe('@1000000');
  // While it catches up nothing is taken for told.
  seen.note(A, 0);
  expect(seen.currentId()).toBe(`${A}:0,@1000000`);
  clock.at += 60_000;
  seen.note(A, 1);
  const id = seen.currentId();
  expect(id).toBe(`${A}:1,@1050000`);
  const again = open(id, { at: 2_000_000 }).seen;
  expect([again.sinceMs, again.seqOf(A)]).toEqual([1_050_000, 1]);
});

it('forty runs are remembered, and an odd id is none', () => {
  const { seen } = open(null);
  for (let n = 10; n < 60; n += 1) seen.note(`01960000-0000-7000-8000-0000000000${n}`, n);
  expect(seen.runIds).toHaveLength(40);
  expect(open(seen.currentId()).seen.runIds).toEqual(seen.runIds);
  const odd = open('x:1,@nonsense,,:', { at: 5 }).seen;
  expect([odd.runIds, odd.sinceMs]).toEqual([[], 5]);
});
