/** Suggestions inside `value[…]`: the keys of an object, the places of a list. */
import { describeValue } from './sample-values';
import type { Completion, Suggestion } from './suggestion';
import { isPlainObject, kindOf } from './values';

const MAX_KEYS = 200;
const MAX_PLACES = 20;

/** `typed` is what stands after the bracket: nothing, digits, or a quote with the start of a key. */
export function completeKeys(value: unknown, typed: string): Completion {
  const quote = /^['"`]/.exec(typed)?.[0] ?? '';
  const word = typed.slice(quote.length);
  if (Array.isArray(value) && quote === '') return { replace: word.length, suggestions: places(value, word) };
  if (!isPlainObject(value)) return { replace: 0, suggestions: [] };
  const suggestions = Object.keys(value)
    .filter((key) => key.toLowerCase().startsWith(word.toLowerCase()))
    .slice(0, MAX_KEYS)
    .map((key): Suggestion => {
      const field = value[key];
      return {
        label: key,
        kind: 'property',
        signature: kindOf(field),
        preview: describeValue(field),
        insert: `${quoted(key, quote)}]`,
      };
    });
  return { replace: word.length, suggestions };
}

function places(value: readonly unknown[], word: string): Suggestion[] {
  return value.slice(0, MAX_PLACES).flatMap((entry, index): Suggestion[] => {
    const label = String(index);
    if (!label.startsWith(word)) return [];
    return [
      {
        label,
        kind: 'property',
        signature: kindOf(entry),
        preview: describeValue(entry),
        insert: `${label}]`,
      },
    ];
  });
}

/** The rest of a quoted key after its opening quote, or the whole of it where none was typed. */
function quoted(key: string, quote: string): string {
  if (quote === '') return JSON.stringify(key);
  return `${key.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`)}${quote}`;
}
