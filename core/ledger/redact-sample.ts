/**
 * Data as a sample for people's eyes: short, and without values whose names say that they are secret. What is known to be
 * a secret was taken out when the data was stored; this is the second wall, for what came with the data itself.
 */
import type { Json } from '@/core/items/item';

const SECRET =
  /pass(?:word|wd|phrase)?$|secret|token|api[-_]?key|authorization|cookie|credential|private[-_]?key|signature|^pin$|^cvv$|iban$|card[-_]?number/i;
const HIDDEN = '•••';
const MAX_TEXT = 200;
const MAX_ENTRIES = 20;
const MAX_DEPTH = 4;

/** The value, cut to what fits on a card. */
export function redactSample(value: Json, depth = 0): Json {
  if (typeof value === 'string') return value.length > MAX_TEXT ? `${value.slice(0, MAX_TEXT)}…` : value;
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= MAX_DEPTH) return '…';
  if (Array.isArray(value)) {
    const shown: Json[] = value.slice(0, MAX_ENTRIES).map((one) => redactSample(one, depth + 1));
    return value.length > MAX_ENTRIES ? [...shown, '…'] : shown;
  }
  const entries = Object.entries(value);
  const shown = entries
    .slice(0, MAX_ENTRIES)
    .map(([name, one]): [string, Json] => [name, SECRET.test(name) ? HIDDEN : redactSample(one, depth + 1)]);
  return Object.fromEntries(entries.length > MAX_ENTRIES ? [...shown, ['…', '…']] : shown);
}
