import { describe, expect, it } from 'vitest';
import { jsonLines, type JsonLine } from './json-lines';

const items = [{ json: { a: 1, 'b c': [{ d: null }, []], e: {} } }, { json: {} }];
const written = (lines: readonly JsonLine[]) =>
  lines
    .map(({ indent, key, text }) => '  '.repeat(indent) + (key === null ? '' : `${key}: `) + text)
    .join('\n');

describe('items as lines of JSON', () => {
  it('reads as JSON does', () => {
    const lines = jsonLines(items) ?? [];
    expect(written(lines)).toBe(
      JSON.stringify(
        items.map((item) => item.json),
        null,
        2,
      ),
    );
    expect(written(jsonLines([]) ?? [])).toBe('[]');
  });

  it('knows the path of every key and the item of every line', () => {
    const lines = jsonLines(items) ?? [];
    expect(lines.find((line) => line.key === '"d"')).toMatchObject({ path: ['b c', 0, 'd'], item: 0 });
    expect(lines.map((line) => line.item)).toEqual([null, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, null]);
  });

  it('gives up on what is too long to draw line by line', () => {
    expect(jsonLines(items, 3)).toBeNull();
  });
});
