/**
 * What the translation of one node type works with: the original's values, ways to bring them over, and the list of what
 * has to be told. Every value that is never asked for ends up in the report, so nothing is left out in silence.
 */
import type { Json, JsonObject } from '@/core/items/item';
import type { NodeSettings } from '@/core/contracts/portable-workflow';
import { isPlainObject } from '@/core/items/plain-json';
import type { ExpressionFault } from './expressions';
import { isExpression, translateValue } from './expressions';
import type { RemarkCode } from './remarks';
import type { Remark } from './report';
import { objectsOf, own, toSafeJson } from './safe-value';
import type { SourceNode } from './source';

/** What a node of n8n's becomes. */
export interface Translation {
  type: string;
  parameters: JsonObject;
  /** Our input ports by n8n's index. Default: `main` alone. */
  inputs?: readonly string[];
  /** Our output ports by n8n's index. Default: `main` alone. */
  outputs?: readonly string[];
  settings?: Partial<NodeSettings>;
  /** Names that stand for credentials, by slot. */
  credentials?: Readonly<Record<string, string>>;
}

/** Translates the nodes of one type; null where only a placeholder can stand for it. */
export type Translator = (context: NodeContext) => Translation | null;

export interface NodeContext {
  node: SourceNode;
  /** An own value of the parameters, as it is; marks it as read. */
  get(...path: string[]): unknown;
  /** Text, number or anything else that may hold expressions, translated. Undefined where it is missing. */
  value(...path: string[]): Json | undefined;
  /** A value that was found elsewhere (a row of a list), translated; `path` says where it stood. */
  translated(raw: unknown, path: string): Json;
  /** A choice that must be fixed here; an expression gives the fallback and is told. */
  choice(fallback: string, ...path: string[]): string;
  /** Yes or no that must be fixed here. */
  flag(fallback: boolean, ...path: string[]): boolean;
  /** A number, or an expression for one. */
  number(fallback: number, ...path: string[]): Json;
  /** Source code, patterns: taken as they are. */
  literal(fallback: string, ...path: string[]): string;
  /** The rows of a list; what stands in their place or among them and is no row is told. */
  rows(...path: string[]): Record<string, unknown>[];
  /** Says something about the node; then it is not "same". */
  remark(code: RemarkCode, values?: Remark['values'], path?: string): void;
  /** These parameters have no meaning here and need not be told. */
  ignore(...names: string[]): void;
}

export interface NodeTranslation {
  context: NodeContext;
  remarks: Remark[];
  /** Names of values that nobody asked for: `options.x`. */
  unread(): string[];
}

/** A context for a node. */
export function createContext(node: SourceNode): NodeTranslation {
  const remarks: Remark[] = [];
  const read = new Set<string>();
  const get = (...path: string[]): unknown => {
    read.add(path.join('.'));
    return own(node.parameters, ...path);
  };
  const remark: NodeContext['remark'] = (code, values = {}, path) => {
    const same = remarks.some(
      (known) => known.code === code && known.path === path && sameValues(known, values),
    );
    if (!same && remarks.length < 200)
      remarks.push({ code, values, ...(path === undefined ? {} : { path }) });
  };
  const translated = (raw: unknown, path: string): Json => {
    const faults: ExpressionFault[] = [];
    const result = translateValue(raw, faults);
    for (const fault of faults) {
      const place = fault.path === '' ? path : `${path}.${fault.path}`;
      if (fault.variable === undefined) {
        const reason = fault.reason ?? '';
        remark('parameter.expression-unsupported', { reason }, `parameters.${place}`);
      } else remark('expression.variable', { name: fault.variable.slice(0, 200) }, `parameters.${place}`);
    }
    return result;
  };
  const fixed = (path: string[]): unknown => {
    const raw = get(...path);
    if (!isExpression(raw)) return raw;
    if (!raw.includes('{{')) return raw.slice(1);
    remark('parameter.no-expression', { expression: raw.slice(0, 200) }, `parameters.${path.join('.')}`);
    return undefined;
  };
  const context: NodeContext = {
    node,
    get,
    remark,
    translated,
    value(...path) {
      const raw = get(...path);
      return raw === undefined ? undefined : translated(raw, path.join('.'));
    },
    choice(fallback, ...path) {
      const raw = fixed(path);
      return typeof raw === 'string' ? raw : fallback;
    },
    flag(fallback, ...path) {
      const raw = fixed(path);
      if (typeof raw === 'boolean') return raw;
      return raw === 'true' ? true : raw === 'false' ? false : fallback;
    },
    number(fallback, ...path) {
      const raw = get(...path);
      if (typeof raw === 'number' && Number.isFinite(raw)) return raw;
      if (isExpression(raw)) return translated(raw, path.join('.'));
      const number = typeof raw === 'string' && raw.trim() !== '' ? Number(raw) : NaN;
      return Number.isFinite(number) ? number : fallback;
    },
    literal(fallback, ...path) {
      const raw = get(...path);
      return typeof raw === 'string' ? String(toSafeJson(raw)) : fallback;
    },
    rows(...path) {
      const rows = objectsOf(get(...path));
      const odd = oddPlace(node.parameters, path, rows.length);
      if (odd !== undefined) remark('parameter.dropped', { name: odd });
      return rows;
    },
    ignore(...names) {
      for (const name of names) read.add(name);
    },
  };
  return { context, remarks, unread: () => unreadNames(node.parameters, read) };
}

function sameValues(known: Remark, values: Remark['values']): boolean {
  return JSON.stringify(known.values) === JSON.stringify(values);
}

/** Values that say nothing are not worth telling. */
function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  return isPlainObject(value) && Object.values(value).every(isEmpty);
}

/** Where something stands that keeps rows from being read: text instead of a list, one that lies too deep. */
function oddPlace(parameters: unknown, path: readonly string[], rows: number): string | undefined {
  for (let depth = 1; depth <= path.length; depth += 1) {
    const value = own(parameters, ...path.slice(0, depth));
    if (isEmpty(value)) return undefined;
    const isFine = depth < path.length ? isPlainObject(value) : Array.isArray(value) && value.length === rows;
    if (!isFine) return path.slice(0, depth).join('.');
  }
  return undefined;
}

function unreadNames(parameters: Readonly<Record<string, unknown>>, read: ReadonlySet<string>): string[] {
  const names: string[] = [];
  const visit = (value: unknown, path: string) => {
    if (read.has(path) || isEmpty(value)) return;
    const isPart = [...read].some((known) => known.startsWith(`${path}.`));
    if (!isPart || !isPlainObject(value)) names.push(path);
    else for (const [key, child] of Object.entries(value)) visit(child, `${path}.${key}`);
  };
  for (const [key, value] of Object.entries(parameters)) visit(value, key);
  return names.slice(0, 50);
}
