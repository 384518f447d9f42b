/**
 * The conditions of If, Filter and Switch, evaluated by the table in `condition-operators`. Missing values never
 * satisfy a comparison and always satisfy its negation; a value that cannot be read as the operator's type is a
 * wrong-type outcome, never a guess.
 */
import { toBoolean, toNumber, toText, toTime, type Coerced } from './coerce';
import { findOperatorRow, type OperandType, type OperatorRow } from './condition-operators';
import { isPlainObject } from './plain-json';
import { BadPattern } from './safe-pattern';

export interface ConditionOptions {
  combine: 'all' | 'any';
  ignoreCase?: boolean;
  /** Read "12" as a number where one is asked for. Default true. */
  looseTypes?: boolean;
}

export interface Condition {
  left: unknown;
  operator: string;
  right?: unknown;
}

export type ConditionProblem = { index: number; operator: string } & (
  | { code: 'condition.unknown-operator' }
  | { code: 'condition.wrong-type'; side: 'left' | 'right'; expected: OperandType; found: string }
  | { code: 'condition.bad-pattern'; pattern: string }
);

export type ConditionOutcome = { ok: true; value: boolean } | { ok: false; problem: ConditionProblem };

/**
 * Whether the conditions hold. Without conditions: `all` holds, `any` does not. Stops at the first condition that
 * decides; a problem in a later one is then never seen.
 */
export function evaluateConditions(
  conditions: readonly Condition[],
  options: ConditionOptions,
): ConditionOutcome {
  const deciding = options.combine === 'any';
  for (const [index, condition] of conditions.entries()) {
    const outcome = evaluate(condition, index, options);
    if (!outcome.ok) return outcome;
    if (outcome.value === deciding) return outcome;
  }
  return { ok: true, value: !deciding };
}

function evaluate(condition: Condition, index: number, options: ConditionOptions): ConditionOutcome {
  const operator = findOperatorRow(condition.operator);
  const at = { index, operator: condition.operator };
  if (!operator) return { ok: false, problem: { code: 'condition.unknown-operator', ...at } };
  const left = convert(operator.leftType, condition.left, options);
  if (!left.ok) return wrongType(at, { side: 'left', expected: operator.leftType, value: condition.left });
  if (left.value === null) return { ok: true, value: missing(operator, condition) };
  if (!operator.takesRight)
    return { ok: true, value: operator.test(left.value as never, undefined as never) };
  const right = convert(operator.rightType, condition.right, options);
  if (!right.ok)
    return wrongType(at, { side: 'right', expected: operator.rightType, value: condition.right });
  if (right.value === null) return { ok: true, value: operator.whenMissing };
  try {
    return { ok: true, value: operator.test(left.value as never, right.value as never) };
  } catch (error) {
    if (!(error instanceof BadPattern)) throw error;
    return { ok: false, problem: { code: 'condition.bad-pattern', pattern: String(right.value), ...at } };
  }
}

/** Nothing equals nothing; apart from that a missing value decides as the table says. */
function missing(operator: OperatorRow, condition: Condition): boolean {
  const bothMissing = operator.takesRight && (condition.right === null || condition.right === undefined);
  if (bothMissing && operator.name.endsWith('.equals')) return true;
  if (bothMissing && operator.name.endsWith('.not-equals')) return false;
  return operator.whenMissing;
}

function wrongType(
  at: { index: number; operator: string },
  fault: { side: 'left' | 'right'; expected: OperandType; value: unknown },
): ConditionOutcome {
  const { side, expected, value } = fault;
  return {
    ok: false,
    problem: { code: 'condition.wrong-type', side, expected, found: typeName(value), ...at },
  };
}

function convert(type: OperandType, value: unknown, options: ConditionOptions): Coerced<unknown> {
  if (value === null || value === undefined) return { ok: true, value: null };
  const strict = options.looseTypes === false;
  switch (type) {
    case 'any':
      return { ok: true, value: foldCase(value, options) };
    case 'array':
      return Array.isArray(value)
        ? { ok: true, value: value.map((entry) => foldCase(entry, options)) }
        : { ok: false };
    case 'object':
      return isPlainObject(value) ? { ok: true, value } : { ok: false };
    case 'date':
      return !strict && isBlank(value) ? { ok: true, value: null } : toTime(value);
    case 'string': {
      const text = strict && typeof value !== 'string' ? ({ ok: false } as const) : toText(value);
      return text.ok ? { ok: true, value: foldCase(text.value, options) } : text;
    }
    case 'number':
      return convertNumber(value, strict);
    case 'boolean':
      if (strict && typeof value !== 'boolean') return { ok: false };
      return isBlank(value) ? { ok: true, value: null } : toBoolean(value);
  }
}

function convertNumber(value: unknown, strict: boolean): Coerced<number> {
  if (strict && typeof value !== 'number') return { ok: false };
  return isBlank(value) ? { ok: true, value: null } : toNumber(value);
}

/** An empty text is a missing number or answer, as in a form field left blank. */
function isBlank(value: unknown): boolean {
  return typeof value === 'string' && value.trim() === '';
}

function foldCase(value: unknown, options: ConditionOptions): unknown {
  return options.ignoreCase === true && typeof value === 'string' ? value.toLowerCase() : value;
}

function typeName(value: unknown): string {
  if (Array.isArray(value)) return 'list';
  return value === null ? 'nothing' : typeof value;
}
