/**
 * Lists of JSON texts as one parameter. A text array is escaped character by character here and read so again by the
 * database; JSON texts hold no control characters, so a separator does.
 */
const SEPARATOR = '\u001e';

/** The texts as a parameter of `fromTextList`. No text may be empty; null stands for null. */
export function toTextList(texts: readonly (string | null)[]): string {
  return texts.map((text) => text ?? '').join(SEPARATOR);
}

/** SQL for the `text[]` of a parameter, such as `$7`. */
export function fromTextList(parameter: string): string {
  return `string_to_array(${parameter}::text, E'\\x1e', '')`;
}
