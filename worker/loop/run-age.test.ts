import { describe, expect, it } from 'vitest';
import type { Fact } from '@/core/engine/types';
import { createRunAge } from './run-age';

const at = (kind: 'run-paused' | 'run-continued' | 'run-resumed', ms: number): Fact => ({
  ...{ kind, at: ms, by: 'ada' },
});
const aged = (...facts: Fact[]) =>
  createRunAge({ createdAt: new Date(1000), startedAt: new Date(2000), facts });

describe('the age of a run', () => {
  it('counts from its start, or from when it was accepted', () => {
    expect(aged().deadlineMs(500)).toBe(2500);
    expect(createRunAge({ createdAt: new Date(1000), startedAt: null, facts: [] }).deadlineMs(500)).toBe(
      1500,
    );
  });

  it('leaves out the time in which the run was paused, however often that was asked for', () => {
    const age = aged(at('run-paused', 2100), at('run-paused', 2200));
    age.saw(at('run-continued', 2400));
    expect(age.deadlineMs(500)).toBe(2800);
    age.saw(at('run-continued', 9000));
    expect(age.deadlineMs(500)).toBe(2800);
  });

  it('begins anew with a resume', () => {
    expect(aged(at('run-paused', 2100), at('run-resumed', 7000)).deadlineMs(500)).toBe(7500);
  });
});
