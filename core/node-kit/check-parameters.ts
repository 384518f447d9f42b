/**
 * Parameters against their fields: every fault with its place, and the values as an executor takes them (defaults
 * filled in, hidden fields at their default, "12" read as 12 where a number is asked for).
 */
import type { NodeDefinition } from './definition';
import type { CheckOptions, ParameterIssue, RowContext } from './check-context';
import { checkValue } from './check-value';
import type { Field } from './field';
import { isExpressionValue, visibilityOf } from './visible-fields';

export interface CheckedParameters {
  value: Record<string, unknown>;
  issues: readonly ParameterIssue[];
}

/** Checks the parameters of a node. */
export function checkParameters(
  definition: Pick<NodeDefinition, 'fields'>,
  parameters: unknown,
  options: CheckOptions,
): CheckedParameters {
  const issues: ParameterIssue[] = [];
  const value = checkRow(parameters, { fields: definition.fields, path: [], options, issues, checkRow });
  return { value, issues };
}

/** Checks one object of fields: the parameters themselves, or a row of a list. */
function checkRow(raw: unknown, context: RowContext): Record<string, unknown> {
  const { fields, path, options, issues } = context;
  const result: Record<string, unknown> = {};
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    issues.push({
      path,
      code: 'parameter.type',
      message: 'An object is expected here.',
      params: { wanted: 'object', expression: 'no' },
    });
    return result;
  }
  const values = raw as Record<string, unknown>; // an object, just checked; read by own keys only
  for (const key of Object.keys(values)) {
    if (!fields.some((field) => field.name === key)) issues.push(unknownParameter([...path, key], key));
  }
  for (const field of fields) {
    const visibility = visibilityOf(field, fields, values);
    const own = Object.hasOwn(values, field.name) ? values[field.name] : undefined;
    const given = visibility === 'hidden' ? undefined : own;
    const value = given === undefined || given === null ? field.default : given;
    const at = [...path, field.name];
    if (value === undefined || isBlank(field, value)) {
      if (options.required && field.required && visibility === 'shown') issues.push(missing(at, field));
      if (value !== undefined) result[field.name] = value;
    } else if (options.expressions && isExpressionValue(field, value)) {
      result[field.name] = value;
    } else {
      result[field.name] = checkValue(field, value, { ...context, path: at });
    }
  }
  return result;
}

/** Nothing was entered: what `required` complains about. */
function isBlank(field: Field, value: unknown): boolean {
  if (field.kind === 'text' || field.kind === 'code' || field.kind === 'select') return value === '';
  const isList = field.kind === 'multi-select' || field.kind === 'list' || field.kind === 'conditions';
  return isList && Array.isArray(value) && value.length === 0;
}

function missing(path: readonly (string | number)[], field: Field): ParameterIssue {
  return {
    path,
    code: 'parameter.required',
    message: `"${field.label}" is empty.`,
    params: { field: field.label },
    fix: `Fill in "${field.label}".`,
  };
}

function unknownParameter(path: readonly (string | number)[], key: string): ParameterIssue {
  return {
    path,
    code: 'parameter.unknown',
    message: `There is no parameter "${key}".`,
    params: { key },
    fix: 'Remove it, or check its spelling.',
  };
}
