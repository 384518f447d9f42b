/**
 * JSON as people have it: with a byte order mark, in a fence, with words around it, one workflow on each line, with a comma
 * too many. Reading is linear in the length of the text; what it finds is read as JSON in the end, never evaluated.
 */

/** The value, or why the text is no JSON. */
export type ReadText = { ok: true; value: unknown } | { ok: false; reason: string };

/** Reads the text as it is first; only what cannot be read so is looked at more closely. */
export function readText(given: string): ReadText {
  const text = unfenced(given);
  const read = parse(text);
  if (read.ok) return read;
  for (const candidate of [fenceIn(text), betweenBrackets(text)]) {
    if (candidate === undefined) continue;
    const found = parse(candidate);
    if (found.ok) return found;
  }
  const lines = oneOnEachLine(text);
  if (lines) return { ok: true, value: lines };
  const core = betweenBrackets(text);
  const tidied = core === undefined ? undefined : parse(withoutLooseCommas(core));
  return tidied?.ok ? tidied : read;
}

/** Text from a chat or an issue often comes in a fence, and files with a byte order mark. */
export function unfenced(text: string): string {
  const clean = text.replace(/^\uFEFF/, '').trim();
  if (!clean.startsWith('```') || !clean.endsWith('```')) return clean;
  const firstLine = clean.indexOf('\n');
  return firstLine < 0 ? clean : clean.slice(firstLine + 1, -3);
}

function parse(text: string): ReadText {
  try {
    return { ok: true, value: JSON.parse(text) as unknown };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message.slice(0, 200) : 'unknown reason' };
  }
}

/** What stands in the first fence that holds an object or a list. */
function fenceIn(text: string): string | undefined {
  for (let open = text.indexOf('```'); open >= 0;) {
    const start = text.indexOf('\n', open);
    const end = start < 0 ? -1 : text.indexOf('```', start);
    if (end < 0) return undefined;
    const inside = text.slice(start, end).trim();
    if (/^[[{]/.test(inside)) return inside;
    open = text.indexOf('```', end + 3);
  }
  return undefined;
}

/** From the first bracket to the last. */
function betweenBrackets(text: string): string | undefined {
  const start = text.search(/[[{]/);
  const end = Math.max(text.lastIndexOf('}'), text.lastIndexOf(']'));
  return start >= 0 && end > start ? text.slice(start, end + 1) : undefined;
}

/** Objects, one on each line, as exports of several workflows come. */
function oneOnEachLine(text: string): unknown[] | undefined {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length < 2 || lines.some((line) => !line.trimStart().startsWith('{'))) return undefined;
  const values = lines.map(parse);
  return values.every((read) => read.ok) ? values.map((read) => (read.ok ? read.value : null)) : undefined;
}

/** The text without commas that nothing follows, outside of texts. */
function withoutLooseCommas(text: string): string {
  const kept: string[] = [];
  let from = 0;
  let comma = -1;
  let inText = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (inText) {
      if (character === '\\') at += 1;
      else if (character === '"') inText = false;
      continue;
    }
    if (character === ' ' || character === '\n' || character === '\r' || character === '\t') continue;
    if ((character === '}' || character === ']') && comma >= 0) {
      kept.push(text.slice(from, comma));
      from = comma + 1;
    }
    comma = character === ',' ? at : -1;
    inText = character === '"';
  }
  kept.push(text.slice(from));
  return kept.join('');
}
