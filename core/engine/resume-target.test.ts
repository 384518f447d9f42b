import { describe, expect, it } from 'vitest';
import { isInReach } from './resume-target';

describe('the reach of a resume address', () => {
  it('is its own iterations', () => {
    expect(isInReach('tell', 'wait')).toBe(true);
    expect(isInReach('tell@each:1', 'wait@each:1')).toBe(true);
    expect(isInReach('tell@each:1', 'wait@each:2')).toBe(false);
    expect(isInReach('tell', 'wait@each:0')).toBe(false);
    expect(isInReach('tell@each:1', 'wait')).toBe(true);
    expect(isInReach('tell', 'wait@e7')).toBe(true);
    expect(isInReach('tell@e6', 'wait@e7')).toBe(false);
  });
});
