/** Plain text written where an expression may stand, as a value of its field. Pure. */
import type { Field } from '@/core/node-kit/field';
import type { Json } from '@/core/items/item';
import { parseLooseJson } from './loose-json';

/** What the text means in a field of this kind; undefined removes the parameter. Text that does not fit stays text. */
export function typedValue(field: Pick<Field, 'kind'>, text: string): Json | undefined {
  if (field.kind === 'text') return text;
  if (field.kind === 'json') return parseLooseJson(text);
  if (text.trim() === '') return undefined;
  const value = parseLooseJson(text);
  const isFitting =
    (field.kind === 'number' && typeof value === 'number') ||
    (field.kind === 'boolean' && typeof value === 'boolean') ||
    (field.kind === 'multi-select' && Array.isArray(value));
  return isFitting ? value : text;
}
