/** Rows of cells as items: the first row gives the names, or each row is a list. */
import type { Json, JsonObject } from '@/core/items/item';
import { NodeFailure } from '@/core/node-kit/node-failure';

export interface RowOptions {
  headerRow: boolean;
  /** Empty cells become empty texts; else the field is left out. */
  emptyCells: boolean;
  /** Texts that are numbers become numbers. */
  numbers: boolean;
  /** 0: all. */
  maxRows: number;
  /** More rows than this are refused. */
  limit: number;
}

/** A cell without a value is undefined. */
export type Row = readonly (Json | undefined)[];

const NUMBER = /^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,15})?$/;

/** Throws NodeFailure `file.too-many-rows`. Rows without any value are left out. */
export function itemsOf(rows: Iterable<Row>, options: RowOptions): JsonObject[] {
  const items: JsonObject[] = [];
  let names: string[] | null = null;
  for (const row of rows) {
    if (row.every((cell) => cell === undefined || cell === '')) continue;
    if (options.headerRow && !names) {
      names = namesOf(row);
      continue;
    }
    if (options.maxRows > 0 && items.length >= options.maxRows) break;
    if (items.length >= options.limit) throw tooManyRows(options.limit);
    items.push(names ? named(row, names, options) : { row: row.map((cell) => valueOf(cell, options) ?? '') });
  }
  return items;
}

/** Names of columns; one without gets `__EMPTY`, one that was there before a number. */
function namesOf(row: Row): string[] {
  const taken = new Set<string>();
  return row.map((cell) => {
    const written = cell === undefined || cell === '' || cell === null ? '__EMPTY' : String(cell);
    const base = written === '__proto__' ? '\uFFFD__proto__' : written;
    let name = base;
    for (let count = 1; taken.has(name); count += 1) name = `${base}_${count}`;
    taken.add(name);
    return name;
  });
}

function named(row: Row, names: string[], options: RowOptions): JsonObject {
  const json: JsonObject = {};
  for (let index = names.length; index < row.length; index += 1) names.push(`column_${index + 1}`);
  for (const [index, name] of names.entries()) {
    const value = valueOf(row[index], options);
    if (value !== undefined && (value !== '' || options.emptyCells)) json[name] = value;
    else if (options.emptyCells) json[name] = '';
  }
  return json;
}

function valueOf(cell: Json | undefined, { numbers }: RowOptions): Json | undefined {
  return numbers && typeof cell === 'string' && NUMBER.test(cell) ? Number(cell) : cell;
}

function tooManyRows(limit: number): NodeFailure {
  return NodeFailure.final(
    'file.too-many-rows',
    `The file has more than ${limit} rows. Set how many are read at most, split the file, or ask an admin to raise the limit.`,
    { details: { limit } },
  );
}
