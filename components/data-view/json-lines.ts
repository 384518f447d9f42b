/** Items as lines of indented JSON that know which field each key is, so that keys can be dragged. Pure. */
import type { Json } from '@/core/items/item';

export interface JsonLine {
  /** Index of the item within what was given; null for the brackets around all. */
  item: number | null;
  /** Two blanks a level. */
  indent: number;
  /** As JSON writes it, quotes included. */
  key: string | null;
  /** Keys from the item's root to this key. */
  path: readonly (string | number)[];
  /** What follows the key. */
  text: string;
}

type Place = Pick<JsonLine, 'item' | 'indent' | 'path'> & { key: string | null; comma: string };

/** The lines of a list of items, or null when there would be more than `limit`. */
export function jsonLines(items: readonly { json: Json }[], limit = 3000): JsonLine[] | null {
  if (items.length === 0) return [{ item: null, indent: 0, key: null, path: [], text: '[]' }];
  const lines: JsonLine[] = [{ item: null, indent: 0, key: null, path: [], text: '[' }];
  for (const [index, item] of items.entries()) {
    const comma = index < items.length - 1 ? ',' : '';
    write(lines, item.json, { item: index, indent: 1, key: null, path: [], comma });
    if (lines.length > limit) return null;
  }
  lines.push({ item: null, indent: 0, key: null, path: [], text: ']' });
  return lines;
}

function write(lines: JsonLine[], value: Json, place: Place): void {
  const { item, indent, key, path, comma } = place;
  const entries = entriesOf(value);
  if (entries === null || entries.length === 0) {
    lines.push({ item, indent, key, path, text: JSON.stringify(value) + comma });
    return;
  }
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  lines.push({ item, indent, key, path, text: open });
  entries.forEach(([name, child], index) => {
    write(lines, child, {
      item,
      indent: indent + 1,
      key: typeof name === 'string' ? JSON.stringify(name) : null,
      path: [...path, name],
      comma: index < entries.length - 1 ? ',' : '',
    });
  });
  lines.push({ item, indent, key: null, path, text: close + comma });
}

function entriesOf(value: Json): [string | number, Json][] | null {
  if (Array.isArray(value)) return value.map((child, index) => [index, child]);
  return typeof value === 'object' && value !== null ? Object.entries(value) : null;
}
