import { describe, expect, it } from 'vitest';
import { pageOf, tableColumns } from './table-model';

describe('table model', () => {
  it('shows every field of any item as a column, in order of appearance', () => {
    expect(tableColumns([{ json: { b: 1 } }, { json: { a: 1, b: 2 } }])).toEqual(['b', 'a']);
  });

  it('pages a long list and never points past its end', () => {
    const items = Array.from({ length: 120 }, (_, index) => index);
    expect(pageOf(items, 2)).toEqual({ rows: items.slice(100), page: 2, pageCount: 3, start: 100 });
    expect(pageOf(items, 9).page).toBe(2);
    expect(pageOf([], 3)).toEqual({ rows: [], page: 0, pageCount: 1, start: 0 });
  });
});
