/**
 * The shape of the tables that say what a value of a kind, or a name in scope, can do. One row is all there is about a
 * function: the interpreter calls it, completion and the documentation show it.
 */
import type { Run } from './run';

/** An expression and what it gives, both as people write them. Each one is evaluated by a test. */
export interface Example {
  source: string;
  result: string;
}

export interface FunctionEntry {
  name: string;
  /** `(from, to?) → text`. */
  signature: string;
  /** One line, what it gives. */
  doc: string;
  example?: Example | undefined;
  call(self: unknown, args: readonly unknown[], run: Run): unknown;
}

export interface PropertyEntry {
  name: string;
  /** What it is: `number`, `text`, … */
  type: string;
  doc: string;
  example?: Example | undefined;
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

/** Rows to a table. A method is sound because a table is only ever reached through the kind of its values. */
export function functionTable<S>(...groups: readonly (readonly FunctionRow<S>[])[]): FunctionTable {
  const rows = groups.flat();
  return new Map(rows.map(([name, signature, doc, call]) => [name, { name, signature, doc, call: call }]));
}

/** Rows to a table of properties; see `functionTable`. */
export function propertyTable<S>(rows: readonly PropertyRow<S>[]): PropertyTable {
  return new Map(rows.map(([name, type, doc, get]) => [name, { name, type, doc, get: get }]));
}

export type Examples = ReadonlyMap<string, Example>;

/** Reads examples, one a line: `trim: " a ".trim() → "a"`. */
export function readExamples(lines: string): Examples {
  const examples = new Map<string, Example>();
  for (const line of lines.split('\n')) {
    const [, name, source, result] = /^\s*([\w$.]+): (.*) → (.*)$/.exec(line) ?? [];
    if (name !== undefined && source !== undefined && result !== undefined)
      examples.set(name, { source, result });
  }
  return examples;
}

/** The same entries, each with its example. */
export function withExamples<E extends { name: string }>(
  table: ReadonlyMap<string, E>,
  examples: Examples,
): ReadonlyMap<string, E> {
  return new Map([...table].map(([name, entry]) => [name, { ...entry, example: examples.get(name) }]));
}
