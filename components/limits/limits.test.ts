import { createTranslator } from 'next-intl';
import { describe, expect, it } from 'vitest';
import { LIMIT_NAMES, LIMITS } from '@/core/limits/limits';
import { messages } from '@/messages/en';
import { amountOf } from './limit-amount';

const t = createTranslator({ locale: 'en', messages, namespace: 'limits' });

describe('texts of limits', () => {
  it.each(LIMIT_NAMES)('%s has a label and a help', (name) => {
    expect(t.has(`limit.${name}.label` as 'limit.run.steps.label')).toBe(true);
    expect(t.has(`limit.${name}.help` as 'limit.run.steps.help')).toBe(true);
  });

  it('name no limit that is not there', () => {
    const named = Object.entries(messages.limits.limit).flatMap(([group, limits]) =>
      Object.keys(limits).map((name) => `${group}.${name}`),
    );
    expect(named.sort()).toEqual([...LIMIT_NAMES].sort());
  });
});

describe('amountOf', () => {
  it.each([
    [300, 'seconds', 5, 'minutes'],
    [301, 'seconds', 301, 'seconds'],
    [86_400, 'seconds', 1, 'days'],
    [7200, 'seconds', 2, 'hours'],
    [60_000, 'milliseconds', 1, 'minutes'],
    [10, 'milliseconds', 10, 'milliseconds'],
    [16_777_216, 'bytes', 16, 'mebibytes'],
    [16_000_000, 'bytes', 16, 'megabytes'],
    [1025, 'bytes', 1025, 'bytes'],
    [5000, 'count', 5000, 'count'],
  ] as const)('%i %s are %i %s', (...[value, unit, amount, shown]) => {
    expect(amountOf(value, unit)).toEqual({ amount, unit: shown });
  });

  it.each(LIMIT_NAMES)('%s: every bound has a text', (name) => {
    const { least, most, standard, unit } = LIMITS[name];
    for (const value of [least, most, standard]) {
      const { amount, unit: shown } = amountOf(value, unit);
      expect(t(`amount.${shown}`, { amount })).toMatch(/^[\d.,]+/);
    }
  });
});
