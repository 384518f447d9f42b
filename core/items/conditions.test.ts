import { describe, expect, it } from 'vitest';
import { CONDITION_OPERATORS, findOperatorRow } from './condition-operators';
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
    [[1], 'array.length-greater-or-equal', 1, true],
    [[1, 2], 'array.length-less-or-equal', 1, false],
    [[1, 2], 'array.length-not-equals', 1, true],
    [{ a: 1 }, 'object.not-has-field', 'b', true],
    [{ a: 1 }, 'object.not-has-field', 'a', false],
    ['2026-03-01', 'date.after-or-equal', '2026-03-01T00:00:00Z', true],
    ['2026-03-01', 'date.before', '2026-03-01', false],
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

  it.each(['string', 'number', 'boolean', 'date', 'array', 'object', 'any'])(
    'asks of a %s whether it is there and holds something, and never finds a wrong type',
    (type) => {
      for (const missing of [null, undefined]) {
        expect(holds(missing, `${type}.exists`)).toBe(false);
        expect(holds(missing, `${type}.not-exists`)).toBe(true);
        expect(holds(missing, `${type}.empty`)).toBe(true);
        expect(holds(missing, `${type}.not-empty`)).toBe(false);
      }
      for (const given of [0, false, 'x', [1], { a: 1 }]) {
        expect(holds(given, `${type}.exists`)).toBe(true);
        expect(holds(given, `${type}.not-exists`)).toBe(false);
      }
    },
  );

  it.each([
    ['number.empty', '', true],
    ['number.empty', 0, false],
    ['date.not-empty', '2026-03-01', true],
    ['boolean.empty', false, false],
    ['array.empty', [], true],
    ['object.empty', {}, true],
  ] as const)('%s of %j is %s', (operator, value, expected) => {
    expect(holds(value, operator)).toBe(expected);
  });

  it.each([
    ['number.gt', 'number.greater'],
    ['number.gte', 'number.greater-or-equal'],
    ['number.lt', 'number.less'],
    ['number.lte', 'number.less-or-equal'],
    ['boolean.is-true', 'boolean.true'],
    ['boolean.is-false', 'boolean.false'],
    ['string.startsWith', 'string.starts-with'],
    ['string.notRegex', 'string.not-matches'],
    ['dateTime.afterOrEquals', 'date.after-or-equal'],
    ['array.lengthGte', 'array.length-greater-or-equal'],
    ['string.is-not-empty', 'string.not-empty'],
  ])('%s is taken for %s', (alias, name) => {
    expect(findOperatorRow(alias)?.name).toBe(name);
  });

  it('are named once, by their type', () => {
    const names = CONDITION_OPERATORS.map((operator) => operator.name);
    expect(new Set(names).size).toBe(names.length);
    for (const { name, type } of CONDITION_OPERATORS) expect(name.split('.')[0]).toBe(type);
  });

  it('never satisfies a comparison with a missing value, and always its negation', () => {
    for (const { name, takesRight } of CONDITION_OPERATORS) {
      if (!takesRight) continue;
      expect(holds(undefined, name, 'x'), name).toBe(/[.-]not-/.test(name));
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
