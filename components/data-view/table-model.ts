/** Items as a table: one row an item, one column a top-level field, a page at a time. */
import type { Json } from '@/core/items/item';

export const PAGE_SIZE = 50;
const MAX_COLUMNS = 60;
const SCANNED_ITEMS = 200;

type Row = { readonly json: { readonly [key: string]: Json } };

/** Columns in the order the fields first appear. */
export function tableColumns(items: readonly Row[]): string[] {
  const columns = new Set<string>();
  for (const item of items.slice(0, SCANNED_ITEMS)) {
    for (const key of Object.keys(item.json)) if (columns.size < MAX_COLUMNS) columns.add(key);
  }
  return [...columns];
}

/** Whether any item has files. */
export function hasFiles(items: readonly { readonly binary?: object | undefined }[]): boolean {
  return items.some(({ binary }) => binary !== undefined && Object.keys(binary).length > 0);
}

export interface Page<T> {
  rows: readonly T[];
  /** From 0. */
  page: number;
  pageCount: number;
  /** Index of the first row in the whole list. */
  start: number;
}

/** One page; a page number out of range becomes the nearest one. */
export function pageOf<T>(items: readonly T[], page: number, size = PAGE_SIZE): Page<T> {
  const pageCount = Math.max(1, Math.ceil(items.length / size));
  const at = Math.min(Math.max(0, page), pageCount - 1);
  return { rows: items.slice(at * size, (at + 1) * size), page: at, pageCount, start: at * size };
}
