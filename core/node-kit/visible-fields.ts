/** Which fields count, given the values beside them: the same answer for form, checks and documentation. */
import type { Field } from './field';

/** True when the text holds an expression that is not escaped as `\{{`. */
export function hasExpression(value: unknown): value is string {
  return typeof value === 'string' && /(?:^|[^\\])\{\{/.test(value);
}

/** True when this field takes expressions and the value is one. */
export function isExpressionValue(field: Field, value: unknown): boolean {
  return field.expression !== 'never' && hasExpression(value);
}

export type Visibility = 'shown' | 'hidden' | 'unknown';

/**
 * Whether a field is shown: where it hangs on another one, that must be shown as well. `unknown` when it hangs on a field
 * that is an expression.
 */
export function visibilityOf(
  field: Field,
  siblings: readonly Field[],
  values: Readonly<Record<string, unknown>>,
): Visibility {
  const rule = field.showWhen;
  if (!rule) return 'shown';
  const decider = siblings.find((sibling) => sibling.name === rule.field);
  // A field that is left out of the search cannot hang on itself.
  const others = siblings.filter((sibling) => sibling !== field);
  const above = decider && decider !== field ? visibilityOf(decider, others, values) : 'shown';
  if (above === 'hidden') return 'hidden';
  const value = Object.hasOwn(values, rule.field) ? values[rule.field] : decider?.default;
  if (decider && isExpressionValue(decider, value)) return 'unknown';
  return rule.in.some((wanted) => wanted === value) ? above : 'hidden';
}

/** The fields a form shows for these values. */
export function visibleFields(
  fields: readonly Field[],
  values: Readonly<Record<string, unknown>>,
): readonly Field[] {
  return fields.filter((field) => visibilityOf(field, fields, values) !== 'hidden');
}
