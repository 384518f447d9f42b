/**
 * A node's parameters: compiled once by walking its field definitions, resolved for each item to what its executor
 * takes (`ParametersOf`). Texts inside JSON values, lists and conditions may be expressions too.
 */
import type { JsonObject } from '@/core/items/item';
import type { Field } from '@/core/node-kit/field';
import type { ExpressionProblem } from './errors';
import { evaluateTemplate } from './evaluate';
import { fitField, type ParameterValueProblem } from './fit-field';
import type { ExpressionEnv } from './scope';
import { compileTemplate, mayHoldExpression, type CompiledTemplate } from './template';
import { isPlainObject, setOwn, type PlainObject } from './values';

/** A problem and where in the parameters it is: `url`, `headers.0.value`. */
export interface ParameterProblem {
  path: string;
  error: ExpressionProblem | ParameterValueProblem;
}

export interface CompiledParameters {
  /** False when nothing is an expression: the value is the same for every item. */
  dynamic: boolean;
  /** Expressions that do not compile; `resolveParameters` answers with these. */
  problems: readonly ParameterProblem[];
  resolve(env: ExpressionEnv): ResolvedParameters;
}

/** The value is shared and frozen where it came from literals: executors copy before they change it. */
export type ResolvedParameters =
  { ok: true; value: Record<string, unknown> } | { ok: false; errors: readonly ParameterProblem[] };

/** A value that may hold expressions, made ready. */
type Prepared =
  | { kind: 'constant'; value: unknown }
  | { kind: 'template'; template: CompiledTemplate; path: string }
  | { kind: 'array'; entries: readonly Prepared[] }
  | { kind: 'object'; entries: readonly (readonly [string, Prepared])[] };

type PreparedField =
  | { kind: 'value'; field: Field; path: string; prepared: Prepared; given: boolean }
  | { kind: 'list'; field: Field; path: string; rows: readonly (readonly PreparedField[])[] };

/** Compiles parameters against their fields; keys without a field are left out. Keep the result with the plan. */
export function compileParameters(fields: readonly Field[], parameters: JsonObject): CompiledParameters {
  const problems: ParameterProblem[] = [];
  const prepared = prepareFields(fields, parameters, { prefix: '', problems });
  const dynamic = prepared.some(isDynamicField);
  let constant: ResolvedParameters | undefined;
  return {
    dynamic,
    problems,
    resolve(env) {
      if (problems.length > 0) return { ok: false, errors: problems };
      if (constant) return constant;
      const errors: ParameterProblem[] = [];
      const value = resolveFields(prepared, env, errors);
      const result: ResolvedParameters = errors.length > 0 ? { ok: false, errors } : { ok: true, value };
      if (!dynamic) constant = freezeDeep(result);
      return result;
    },
  };
}

/** Resolves parameters for one item: evaluates, fills in defaults, converts and checks against the field kinds. */
export function resolveParameters(compiled: CompiledParameters, env: ExpressionEnv): ResolvedParameters {
  return compiled.resolve(env);
}

interface Place {
  prefix: string;
  problems: ParameterProblem[];
}

function prepareFields(fields: readonly Field[], values: PlainObject, place: Place): PreparedField[] {
  return fields.map((field) => {
    const path = place.prefix + field.name;
    const given = Object.hasOwn(values, field.name);
    const value = given ? values[field.name] : undefined;
    if (field.kind === 'list' && Array.isArray(value)) {
      const rows = value.map((row: unknown, index) =>
        prepareFields(field.item, isPlainObject(row) ? row : {}, { ...place, prefix: `${path}.${index}.` }),
      );
      return { kind: 'list', field, path, rows };
    }
    const literal = field.expression === 'never' || field.kind === 'code';
    const prepared: Prepared = literal
      ? { kind: 'constant', value: freezeDeep(value) }
      : prepare(value, path, place.problems, field.kind !== 'text');
    return { kind: 'value', field, path, prepared, given };
  });
}

function prepare(value: unknown, path: string, problems: ParameterProblem[], trim: boolean): Prepared {
  if (typeof value === 'string') return prepareText(value, path, problems, trim);
  if (Array.isArray(value)) {
    const entries = value.map((entry: unknown, index) => prepare(entry, `${path}.${index}`, problems, false));
    return entries.every(isConstant)
      ? { kind: 'constant', value: freezeDeep(entries.map(constantOf)) }
      : { kind: 'array', entries };
  }
  if (!isPlainObject(value)) return { kind: 'constant', value };
  const entries = Object.entries(value).map(
    ([key, entry]) => [key, prepare(entry, `${path}.${key}`, problems, false)] as const,
  );
  if (!entries.every(([, entry]) => isConstant(entry))) return { kind: 'object', entries };
  return {
    kind: 'constant',
    value: freezeDeep(objectOf(entries.map(([key, entry]) => [key, constantOf(entry)]))),
  };
}

function prepareText(text: string, path: string, problems: ParameterProblem[], trim: boolean): Prepared {
  if (!mayHoldExpression(text)) return { kind: 'constant', value: text };
  const trimmed = text.trim();
  const source = trim && trimmed.startsWith('{{') && trimmed.endsWith('}}') ? trimmed : text;
  const result = compileTemplate(source);
  if (!result.ok) {
    problems.push({ path, error: result.problem });
    return { kind: 'constant', value: undefined };
  }
  const { template } = result;
  if (template.dynamic) return { kind: 'template', template, path };
  return {
    kind: 'constant',
    value: template.parts.map((part) => (part.kind === 'text' ? part.text : '')).join(''),
  };
}

function isConstant(prepared: Prepared): boolean {
  return prepared.kind === 'constant';
}

function constantOf(prepared: Prepared): unknown {
  return prepared.kind === 'constant' ? prepared.value : undefined;
}

function isDynamicField(field: PreparedField): boolean {
  return field.kind === 'list'
    ? field.rows.some((row) => row.some(isDynamicField))
    : !isConstant(field.prepared);
}

function resolveFields(
  fields: readonly PreparedField[],
  env: ExpressionEnv,
  errors: ParameterProblem[],
): PlainObject {
  const result: PlainObject = {};
  const hidden = new Set<string>();
  for (const prepared of fields) {
    const { field, path } = prepared;
    if (!isShown(field, result, hidden)) {
      hidden.add(field.name);
      if ('default' in field && field.default !== undefined)
        setOwn(result, field.name, freezeDeep(field.default));
      continue;
    }
    if (prepared.kind === 'list') {
      setOwn(
        result,
        field.name,
        prepared.rows.map((row) => resolveFields(row, env, errors)),
      );
      continue;
    }
    const before = errors.length;
    const value = resolveValue(prepared.prepared, env, errors);
    if (errors.length > before) continue;
    const fitted = fitField(field, value);
    if ('problem' in fitted) errors.push({ path, error: fitted.problem });
    else if (fitted.value !== undefined) setOwn(result, field.name, fitted.value);
  }
  return result;
}

/** As `visibilityOf` says it: what hangs on a hidden field is hidden too. */
function isShown(field: Field, siblings: PlainObject, hidden: ReadonlySet<string>): boolean {
  if (!field.showWhen) return true;
  if (hidden.has(field.showWhen.field)) return false;
  const value = siblings[field.showWhen.field];
  return field.showWhen.in.some((wanted) => wanted === value);
}

function resolveValue(prepared: Prepared, env: ExpressionEnv, errors: ParameterProblem[]): unknown {
  switch (prepared.kind) {
    case 'constant':
      return prepared.value;
    case 'array':
      return prepared.entries.map((entry) => resolveValue(entry, env, errors) ?? null);
    case 'object':
      return objectOf(prepared.entries.map(([key, entry]) => [key, resolveValue(entry, env, errors)]));
    case 'template': {
      const result = evaluateTemplate(prepared.template, env);
      if (result.ok) return result.value;
      errors.push({ path: prepared.path, error: result.error });
      return undefined;
    }
  }
}

function objectOf(entries: readonly (readonly [string, unknown])[]): PlainObject {
  const result: PlainObject = {};
  for (const [key, value] of entries) if (value !== undefined) setOwn(result, key, value);
  return result;
}

function freezeDeep<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const entry of Object.values(value)) freezeDeep(entry);
  return Object.freeze(value);
}
