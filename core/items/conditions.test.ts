import { describe, expect, it } from 'vitest';
import { CONDITION_OPERATORS } from './condition-operators';
import { evaluateConditions, type Condition, type ConditionOptions } from './conditions';

function decide(condition: Condition, options: Partial<ConditionOptions> = {}) {
  const outcome = evaluateConditions([condition], { combine: 'all', ...options });
  return outcome.ok ? outcome.value : outcome.problem.code;
}

const holds = (left: unknown, operator: string, right?: unknown) => decide({ left, operator, right });

describe('operators', () => {
  it.each([
    ['abc', 'string.contains', 'b', true],
    ['abc', 'string.starts-with', 'b', false],
    ['abc', 'string.ends-with', 'c', true],
    ['abc', 'string.matches', '^a.c$', true],
    [5, 'string.equals', '5', true],
    ['', 'string.empty', undefined, true],
    ['12', 'number.greater', 5, true],
    [5, 'number.greater-or-equal', '5', true],
    ['', 'number.less', 5, false],
    ['yes', 'boolean.true', undefined, true],
    [false, 'boolean.false', undefined, true],
    ['2026-03-02', 'date.after', '2026-03-01', true],
    ['2026-03-01T01:00:00+01:00', 'date.equals', '2026-03-01', true],
    [[1, { a: 1 }], 'array.contains', { a: 1 }, true],
    [[1], 'array.length-greater', 1, false],
    [{ a: 1 }, 'object.has-field', 'a', true],
    [{ a: 1 }, 'object.has-field', 'constructor', false],
    [{ a: 1, b: 2 }, 'any.equals', { b: 2, a: 1 }, true],
    [[], 'any.empty', undefined, true],
    [0, 'any.exists', undefined, true],
    [null, 'any.exists', undefined, false],
    [null, 'any.equals', null, true],
    [null, 'any.not-equals', undefined, false],
  ])('%j %s %j → %s', (...[left, operator, right, expected]) => {
    expect(holds(left, operator, right)).toBe(expected);
  });

  it('never satisfies a comparison with a missing value, and always its negation', () => {
    for (const { name, takesRight } of CONDITION_OPERATORS) {
      if (!takesRight) continue;
      expect(holds(undefined, name, 'x'), name).toBe(name.includes('.not-'));
    }
  });

  it('ignores case where asked, and nowhere else', () => {
    expect(holds('ABC', 'string.equals', 'abc')).toBe(false);
    expect(decide({ left: 'ABC', operator: 'string.equals', right: 'abc' }, { ignoreCase: true })).toBe(true);
    expect(decide({ left: ['ABC'], operator: 'array.contains', right: 'abc' }, { ignoreCase: true })).toBe(
      true,
    );
  });

  it('says what does not fit instead of guessing', () => {
    expect(holds('many', 'number.greater', 1)).toBe('condition.wrong-type');
    expect(decide({ left: '12', operator: 'number.greater', right: 1 }, { looseTypes: false })).toBe(
      'condition.wrong-type',
    );
    expect(holds('{}', 'object.empty')).toBe('condition.wrong-type');
    expect(holds('a', 'string.matches', '(')).toBe('condition.bad-pattern');
    expect(holds('a', 'constructor')).toBe('condition.unknown-operator');
  });

  it('takes linear time for a pattern that would hang others', () => {
    expect(holds(`${'a'.repeat(5000)}!`, 'string.matches', '^(a+)+$')).toBe(false);
  });
});

describe('combining', () => {
  const yes: Condition = { left: 1, operator: 'number.equals', right: 1 };
  const no: Condition = { left: 1, operator: 'number.equals', right: 2 };
  const broken: Condition = { left: 'x', operator: 'number.equals', right: 2 };

  it.each([
    ['all', [yes, yes], true],
    ['all', [yes, no], false],
    ['any', [no, yes], true],
    ['any', [no, no], false],
    ['all', [], true],
    ['any', [], false],
    ['all', [no, broken], false],
    ['any', [yes, broken], true],
  ] as const)('%s of %j', (combine, conditions, value) => {
    expect(evaluateConditions(conditions, { combine })).toEqual({ ok: true, value });
  });

  it('names the condition that cannot be decided', () => {
    expect(evaluateConditions([yes, broken], { combine: 'all' })).toMatchObject({
      ok: false,
      problem: { index: 1, side: 'left' },
    });
  });
});
