import { describe, expect, it } from 'vitest';
import { mayResume, waitsForCaller } from './may-resume';

const goesOnWithCaller = true;

describe('what can be resumed', () => {
  it('is a run that ended without success', () => {
    expect(mayResume({ status: 'failed' })).toBe(true);
    expect(mayResume({ status: 'cancelled' })).toBe(true);
    expect(mayResume({ status: 'succeeded' })).toBe(false);
    expect(mayResume({ status: 'running' })).toBe(false);
  });

  it('is no run whose steps are not kept', () => {
    expect(mayResume({ status: 'failed', stepsSaved: false })).toBe(false);
  });

  it('is no run that another one waited for: that one is', () => {
    expect(mayResume({ status: 'failed', goesOnWithCaller })).toBe(false);
    expect(waitsForCaller({ status: 'failed', goesOnWithCaller })).toBe(true);
    expect(waitsForCaller({ status: 'succeeded', goesOnWithCaller })).toBe(false);
    expect(waitsForCaller({ status: 'failed' })).toBe(false);
  });
});
