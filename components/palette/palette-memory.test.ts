import { describe, expect, it } from 'vitest';
import { EMPTY_MEMORY, parsePaletteMemory, rememberUse } from './palette-memory';

describe('what the palette remembers', () => {
  it('is the last types used, each once, and how often one followed another', () => {
    let memory = rememberUse(EMPTY_MEMORY, 'if', 'webhook');
    memory = rememberUse(memory, 'code', null);
    memory = rememberUse(memory, 'if', 'webhook');
    expect(memory).toEqual({ recent: ['if', 'code'], pairs: { 'webhook if': 2 } });
    expect(parsePaletteMemory(JSON.stringify(memory))).toEqual(memory);
  });

  it('forgets what is old and rare', () => {
    let memory = EMPTY_MEMORY;
    for (let count = 0; count < 300; count += 1) memory = rememberUse(memory, `type-${count}`, 'start');
    expect(memory.recent).toHaveLength(12);
    expect(Object.keys(memory.pairs)).toHaveLength(200);
  });

  it('is nothing where something else was stored', () => {
    for (const text of [null, '', '7', 'null', '{"recent":1,"pairs":[]}', '{"pairs":{"a b":"x"}}']) {
      expect(parsePaletteMemory(text)).toEqual(EMPTY_MEMORY);
    }
  });
});
