/** Values typed by people who do not think in JSON: `42` is a number, `[1]` a list, `hello` a text. Pure. */
import type { Json } from '@/core/items/item';

/** The value that a text stands for. Text that is not JSON, or is a quoted text, is taken as text. */
export function parseLooseJson(text: string): Json {
  const trimmed = text.trim();
  if (!/^(?:[[{]|-?\d|true$|false$|null$)/.test(trimmed)) return text;
  try {
    const value = JSON.parse(trimmed) as Json; // JSON.parse gives JSON
    // A number that would lose digits (an id, a card number) stays the text it was.
    return typeof value === 'number' && String(value) !== trimmed ? text : value;
  } catch {
    return text;
  }
}

/** How a value is shown for editing; the way back is `parseLooseJson`. */
export function looseJsonText(value: Json | undefined, indent = 0): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value, null, indent);
}

/** True for text that was meant to be a JSON list or object and is not one yet. */
export function isBrokenJson(text: string): boolean {
  const trimmed = text.trim();
  return /^[[{]/.test(trimmed) && !trimmed.startsWith('{{') && typeof parseLooseJson(text) === 'string';
}
