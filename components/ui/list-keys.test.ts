import { describe, expect, it } from 'vitest';
import { markedRow, rowAfterKey } from './list-keys';

describe('moving in a list by keyboard', () => {
  it('goes up and down, and stops at the ends', () => {
    expect(rowAfterKey('ArrowDown', 0, 3)).toBe(1);
    expect(rowAfterKey('ArrowDown', 2, 3)).toBe(2);
    expect(rowAfterKey('ArrowUp', 2, 3)).toBe(1);
    expect(rowAfterKey('ArrowUp', 0, 3)).toBe(0);
  });

  it('goes to the first and the last', () => {
    expect(rowAfterKey('Home', 2, 3)).toBe(0);
    expect(rowAfterKey('End', 0, 3)).toBe(2);
  });

  it('leaves other keys and empty lists alone', () => {
    expect(rowAfterKey('a', 0, 3)).toBeNull();
    expect(rowAfterKey('toString', 0, 3)).toBeNull();
    expect(rowAfterKey('ArrowDown', -1, 0)).toBeNull();
  });

  it('begins at what is chosen', () => {
    expect(markedRow(null, 2, 3)).toBe(2);
    expect(markedRow(null, -1, 3)).toBe(0);
    expect(markedRow(1, 2, 3)).toBe(1);
    expect(markedRow(5, -1, 3)).toBe(2);
    expect(markedRow(null, -1, 0)).toBe(-1);
  });
});
