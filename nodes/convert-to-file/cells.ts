/** Items as rows of cells: objects are laid flat with dots in the names, lists are written as JSON. */
import type { Json, JsonObject } from '@/core/items/item';

export type CellValue = string | number | boolean | null;

export interface Sheet {
  columns: string[];
  rows: CellValue[][];
}

const MAX_DEPTH = 20;

/** Columns in the order in which they come up; a field that an item has not is null. */
export function sheetOf(items: readonly JsonObject[]): Sheet {
  const places = new Map<string, number>();
  const rows = items.map((json) => {
    const row: CellValue[] = [];
    flatten(json, { prefix: '', depth: 0 }, (name, value) => {
      const place = places.get(name) ?? places.size;
      places.set(name, place);
      row[place] = value;
    });
    return row;
  });
  const columns = [...places.keys()];
  return { columns, rows: rows.map((row) => columns.map((_, index) => row[index] ?? null)) };
}

function flatten(
  json: JsonObject,
  at: { prefix: string; depth: number },
  put: (name: string, value: CellValue) => void,
): void {
  for (const [key, value] of Object.entries(json)) {
    const name = at.prefix + key;
    if (isBranch(value) && at.depth < MAX_DEPTH)
      flatten(value, { prefix: `${name}.`, depth: at.depth + 1 }, put);
    else put(name, typeof value === 'object' && value !== null ? JSON.stringify(value) : value);
  }
}

function isBranch(value: Json): value is JsonObject {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0
  );
}

/** As a spreadsheet would show it. */
export function cellText(value: CellValue): string {
  if (value === null) return '';
  return typeof value === 'boolean' ? String(value).toUpperCase() : String(value);
}
