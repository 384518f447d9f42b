import { describe, expect, it } from 'vitest';
import { isLimitName, isWithinRange, LIMIT_NAMES, LIMITS, resolveLimits, STANDARD_LIMITS } from './limits';

describe('the table of limits', () => {
  it.each(LIMIT_NAMES)('%s: what nobody chose lies in the range', (name) => {
    const { least, most, standard } = LIMITS[name];
    expect(Number.isSafeInteger(most)).toBe(true);
    expect(least).toBeGreaterThan(0);
    expect(isWithinRange(name, standard)).toBe(true);
    expect(isWithinRange(name, least)).toBe(true);
    expect(isWithinRange(name, most)).toBe(true);
    expect(isWithinRange(name, least - 1)).toBe(false);
    expect(isWithinRange(name, most + 1)).toBe(false);
    expect(isWithinRange(name, standard + 0.5)).toBe(false);
    expect(isWithinRange(name, Number.NaN)).toBe(false);
  });
});

describe('resolveLimits', () => {
  it('gives the standard where nothing was chosen, without making anything', () => {
    expect(resolveLimits([])).toBe(STANDARD_LIMITS);
    expect(resolveLimits([{ name: 'gone.since', value: 1 }])).toBe(STANDARD_LIMITS);
  });

  it('takes what was chosen and leaves the rest', () => {
    expect(resolveLimits([{ name: 'run.steps', value: 500 }])).toEqual({
      ...STANDARD_LIMITS,
      'run.steps': 500,
    });
  });

  it('takes the nearest value that is allowed for one that is not (any more)', () => {
    const limits = resolveLimits([
      { name: 'run.steps', value: 1 },
      { name: 'workflow.nodes', value: 1_000_000 },
      { name: 'step.items', value: Number.NaN },
    ]);
    expect(limits['run.steps']).toBe(LIMITS['run.steps'].least);
    expect(limits['workflow.nodes']).toBe(LIMITS['workflow.nodes'].most);
    expect(limits['step.items']).toBe(LIMITS['step.items'].standard);
  });

  it('takes no name from the prototype', () => {
    expect(isLimitName('toString')).toBe(false);
    expect(resolveLimits([{ name: '__proto__', value: 1 }])).toBe(STANDARD_LIMITS);
  });
});
