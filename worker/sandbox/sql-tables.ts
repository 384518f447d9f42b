/**
 * Items as tables, and rows as items again. SQLite knows numbers, texts and null: lists and objects are kept as JSON
 * text and come back as what they were, booleans are 1 and 0 and come back as booleans where their column held nothing
 * else.
 */
import type { Json } from '@/core/items/item';
import type { Database, SqlValue } from 'sql.js';

export type Row = Record<string, Json>;

/** SQLite takes 2,000 columns; wider items are no tables. */
const MAX_COLUMNS = 1000;

/** A table with a column for each field that any row has, in the order in which fields first appear. */
export function createTable(db: Database, name: string, rows: readonly Row[]): void {
  const fields = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  if (fields.length > MAX_COLUMNS) {
    throw new Error(`${name} has more than ${MAX_COLUMNS} fields. Keep only those that are needed.`);
  }
  const columns = columnNames(fields);
  // A table has a column at least; that of an empty one is never seen by `*` of a person who has no rows.
  db.run(`create table ${quote(name)} (${columns.length > 0 ? columns.map(quote).join(', ') : '"_"'})`);
  if (columns.length === 0) return;
  const places = columns.map(() => '?').join(', ');
  const insert = db.prepare(`insert into ${quote(name)} values (${places})`);
  try {
    db.run('begin');
    for (const row of rows)
      insert.run(fields.map((field) => toSql(Object.hasOwn(row, field) ? row[field] : null)));
    db.run('commit');
  } finally {
    insert.free();
  }
}

/** How the answer's values are read. */
export interface Reading {
  row(columns: readonly string[], values: readonly SqlValue[]): Row;
}

/** Reads rows by what the tables held. */
export function readingOf(tables: readonly (readonly Row[])[]): Reading {
  const structures = new Set<string>();
  const booleans = new Map<string, boolean>();
  for (const row of tables.flat()) {
    for (const [field, value] of Object.entries(row)) {
      if (value === null) continue;
      if (typeof value === 'object') structures.add(JSON.stringify(value));
      booleans.set(field, (booleans.get(field) ?? true) && typeof value === 'boolean');
    }
  }
  const read = (column: string, value: SqlValue): Json => {
    if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
    if (typeof value === 'string' && structures.has(value)) return JSON.parse(value) as Json;
    if ((value === 0 || value === 1) && booleans.get(column) === true) return value === 1;
    return typeof value === 'number' && !Number.isFinite(value) ? null : value;
  };
  return {
    row(columns, values) {
      const row = new Map<string, Json>();
      for (const [at, column] of columns.entries()) {
        const value = read(column, values[at] ?? null);
        // Of two columns of the same name, as `*` over a join gives them, the last one that holds anything counts.
        if (value !== null || !row.has(column)) row.set(column, value);
      }
      return Object.fromEntries(row);
    },
  };
}

/** SQLite does not tell upper from lower case in names: a field that differs in that alone gets a number. */
function columnNames(fields: readonly string[]): string[] {
  const taken = new Set<string>();
  return fields.map((field) => {
    let name = field;
    for (let count = 2; taken.has(name.toLowerCase()); count += 1) name = `${field}_${count}`;
    taken.add(name.toLowerCase());
    return name;
  });
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function toSql(value: Json | undefined): SqlValue {
  if (value === undefined || value === null) return null;
  if (typeof value === 'boolean') return value ? 1 : 0;
  return typeof value === 'object' ? JSON.stringify(value) : value;
}
