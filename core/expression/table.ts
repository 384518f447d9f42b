/**
 * The shape of the tables that say what a value of a kind, or a name in scope, can do. One row is all there is about a
 * function: the interpreter calls it, completion and the documentation show it.
 */
import type { Run } from './run';

export interface FunctionEntry {
  name: string;
  /** `(from, to?) → text`. */
  signature: string;
  /** One line, what it gives. */
  doc: string;
  call(self: unknown, args: readonly unknown[], run: Run): unknown;
}

export interface PropertyEntry {
  name: string;
  /** What it is: `number`, `text`, … */
  type: string;
  doc: string;
  get(self: unknown, run: Run): unknown;
}

export type FunctionTable = ReadonlyMap<string, FunctionEntry>;
export type PropertyTable = ReadonlyMap<string, PropertyEntry>;

export interface KindTable {
  functions: FunctionTable;
  properties: PropertyTable;
}

export type FunctionRow<S> = readonly [
  name: string,
  signature: string,
  doc: string,
  call: (self: S, args: readonly unknown[], run: Run) => unknown,
];
export type PropertyRow<S> = readonly [
  name: string,
  type: string,
  doc: string,
  get: (self: S, run: Run) => unknown,
];

/** Rows to a table. The cast is sound because a table is only ever reached through the kind of its values. */
export function functionTable<S>(...groups: readonly (readonly FunctionRow<S>[])[]): FunctionTable {
  const rows = groups.flat();
  return new Map(rows.map(([name, signature, doc, call]) => [name, { name, signature, doc, call: call }]));
}

/** Rows to a table of properties; see `functionTable`. */
export function propertyTable<S>(rows: readonly PropertyRow<S>[]): PropertyTable {
  return new Map(rows.map(([name, type, doc, get]) => [name, { name, type, doc, get: get }]));
}
