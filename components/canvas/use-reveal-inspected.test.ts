import { describe, expect, it } from 'vitest';
import { shiftInto } from './use-reveal-inspected';

describe('revealing a node', () => {
  it('moves no further than needed', () => {
    const whole = { from: 100, to: 500 };
    expect(shiftInto({ from: 200, to: 300 }, whole)).toBe(0);
    expect(shiftInto({ from: 450, to: 550 }, whole)).toBe(-50);
    expect(shiftInto({ from: 40, to: 140 }, whole)).toBe(60);
    expect(shiftInto({ from: 200, to: 900 }, whole)).toBe(-100);
  });
});
