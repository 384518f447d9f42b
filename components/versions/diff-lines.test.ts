import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffLines, foldLines } from './diff-lines';

const told = (before: string, after: string) =>
  diffLines(before, after).map(({ kind, text }) => `${{ same: ' ', removed: '-', added: '+' }[kind]}${text}`);

describe('diffLines', () => {
  it('shows what went before what came', () => {
    expect(told('a\nb\nc', 'a\nx\nc')).toEqual([' a', '-b', '+x', ' c']);
    expect(told('a\nc', 'a\nb\nc')).toEqual([' a', '+b', ' c']);
    expect(told('a\nb\nc\nd', 'b\nd\ne')).toEqual(['-a', ' b', '-c', ' d', '+e']);
  });

  it('holds both texts whole, and no more than they share', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 })
      .map((list) => list.join('\n'));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const all = diffLines(before, after);
        const side = (gone: string) =>
          all
            .filter(({ kind }) => kind !== gone)
            .map((line) => line.text)
            .join('\n');
        expect(side('added')).toBe(before);
        expect(side('removed')).toBe(after);
        if (before === after) expect(all.every(({ kind }) => kind === 'same')).toBe(true);
      }),
    );
  });

  it('replaces what is too long to compare', () => {
    const long = (word: string) => Array.from({ length: 1100 }, (_, at) => `${word} ${at}`).join('\n');
    expect(
      diffLines(`same\n${long('a')}`, `same\n${long('b')}`)
        .map(({ kind }) => kind)
        .slice(0, 2),
    ).toEqual(['same', 'removed']);
  });

  it('folds what did not change', () => {
    const all = diffLines('1\n2\n3\n4\n5\n6\n7', '1\n2\n3\nx\n5\n6\n7');
    expect(foldLines(all, 1).map((line) => line?.text ?? '…')).toEqual(['…', '3', '4', 'x', '5', '…']);
  });
});
