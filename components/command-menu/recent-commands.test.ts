import { describe, expect, it } from 'vitest';
import { parseRecent, readRecent, rememberCommand, withRecent } from './recent-commands';

describe('recent commands', () => {
  it('come back with the last used first, each once, not without end', () => {
    const kept = new Map<string, string>();
    const storage = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    };
    for (const id of ['a', 'b', 'a', ...'cdefghij']) rememberCommand(storage, id);
    expect(readRecent(storage)).toEqual(['j', 'i', 'h', 'g', 'f', 'e', 'd', 'c']);
    expect(withRecent(['a', 'b'], 'b')).toEqual(['b', 'a']);
  });

  it('are none where something else was stored', () => {
    for (const text of [null, '', '{}', '[1,null]', 'nonsense']) expect(parseRecent(text)).toEqual([]);
  });
});
