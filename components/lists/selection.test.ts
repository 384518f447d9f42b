import { describe, expect, it } from 'vitest';
import { allSelected, NOTHING_SELECTED, toggleAll, toggleRow, type Selection } from './selection';

const shown = ['a', 'b', 'c', 'd'];
const click = (selection: Selection, id: string, isRange = false) =>
  toggleRow(selection, id, { shown, isRange });

describe('choosing rows', () => {
  it('goes one by one and back', () => {
    const one = click(NOTHING_SELECTED, 'b');
    expect([...one.ids]).toEqual(['b']);
    expect(click(one, 'b').ids.size).toBe(0);
  });

  it('takes a range with shift, in both directions, and takes a range away', () => {
    const up = click(click(NOTHING_SELECTED, 'd'), 'b', true);
    expect([...up.ids].sort()).toEqual(['b', 'c', 'd']);
    const less = click(click(up, 'c'), 'd', true);
    expect([...less.ids]).toEqual(['b']);
    expect([...click(NOTHING_SELECTED, 'c', true).ids]).toEqual(['c']);
  });

  it('takes all that are shown, and none after that', () => {
    const some = click(NOTHING_SELECTED, 'a');
    expect(allSelected(some, shown)).toBe('mixed');
    const all = toggleAll(some, shown);
    expect(allSelected(all, shown)).toBe(true);
    expect(toggleAll(all, shown).ids.size).toBe(0);
    expect(allSelected(NOTHING_SELECTED, [])).toBe(false);
  });
});
