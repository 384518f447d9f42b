import { describe, expect, it } from 'vitest';
import { firstPick, inOrder, readGraphRef, togglePick } from './graph-ref';

describe('what is compared', () => {
  it('is read from the address, and nothing else is', () => {
    expect(['draft', '3', '0', '-1', '1.5', 'x', '', null].map(readGraphRef)).toEqual([
      ...['draft', 3],
      ...Array.from({ length: 6 }, () => undefined),
    ]);
  });

  it('is two at most, the older first', () => {
    expect(inOrder(['draft', 2])).toEqual([2, 'draft']);
    expect(togglePick([2], 1)).toEqual([1, 2]);
    expect(togglePick([1, 2], 2)).toEqual([1]);
    expect(togglePick([1, 2], 'draft')).toEqual([2, 'draft']);
  });

  it('begins with what is live and the draft, or the two newest', () => {
    const versions = [3, 2, 1];
    expect(firstPick({ publishedVersion: 2, draftChanged: true, versions })).toEqual([2, 'draft']);
    expect(firstPick({ publishedVersion: 3, draftChanged: false, versions })).toEqual([2, 3]);
    expect(firstPick({ publishedVersion: 1, draftChanged: false, versions: [1] })).toEqual([1, 'draft']);
    expect(firstPick({ publishedVersion: null, draftChanged: true, versions: [] })).toEqual([]);
  });
});
