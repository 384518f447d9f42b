/** Searching and replacing in texts, with patterns that always end. */
import { toText } from '../coerce';
import { findMatches, patternOf, type Match } from '../pattern';
import { charge, chargeText, type Run } from '../run';
import type { FunctionRow } from '../table';
import { Lambda, Pattern } from '../values';

const EMAIL = /[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,63}/;
const WEB_ADDRESS = /https?:\/\/[^\s<>"'`]{1,2000}/;

export const TEXT_PATTERN_ROWS: readonly FunctionRow<string>[] = [
  [
    'replace',
    '(what, by) → text',
    'The first place of a text, or of a pattern (all with /g), replaced.',
    (s, [a, b], run) => replace(run, s, a, b, false),
  ],
  [
    'replaceAll',
    '(what, by) → text',
    'Every place of a text or pattern replaced.',
    (s, [a, b], run) => replace(run, s, a, b, true),
  ],
  [
    'match',
    '(pattern) → array',
    'What a pattern finds: the first place with its groups, or with /g all places.',
    (s, [p], run) => match(run, s, p),
  ],
  [
    'matchAll',
    '(pattern) → array',
    'All places a pattern finds, each with its groups.',
    (s, [p], run) => findMatches(run, pattern(run, p), s, true).map((found) => matchValue(found)),
  ],
  [
    'search',
    '(pattern) → number',
    'Where a pattern first fits, or -1.',
    (s, [p], run) => findMatches(run, pattern(run, p), s, false)[0]?.start ?? -1,
  ],
  ['extractEmail', '() → text', 'The first mail address in it.', (s, _a, run) => firstOf(run, s, EMAIL)],
  ['extractUrl', '() → text', 'The first web address in it.', (s, _a, run) => firstOf(run, s, WEB_ADDRESS)],
];

/** What one of our own patterns finds; each looks ahead a bounded number of characters. */
function firstOf(run: Run, text: string, wanted: RegExp): string | undefined {
  charge(run, text.length * 2);
  return wanted.exec(text)?.[0];
}

function pattern(run: Run, value: unknown): Pattern {
  if (value instanceof Pattern) return value;
  return patternOf(run, value === undefined ? '' : toText(run, value));
}

function match(run: Run, text: string, wanted: unknown): unknown {
  const compiled = pattern(run, wanted);
  if (!compiled.flags.includes('g')) {
    const found = findMatches(run, compiled, text, false)[0];
    return found ? matchValue(found) : null;
  }
  const all = findMatches(run, compiled, text, true).map((found) => found.groups[0]);
  return all.length === 0 ? null : all;
}

/** A match as a list: the whole, then the groups. Its place and named groups can be read, but are not part of the data. */
export function matchValue(match: Match): unknown {
  const list = [...match.groups];
  Object.defineProperty(list, 'index', { value: match.start });
  Object.defineProperty(list, 'groups', { value: match.named });
  return list;
}

function replace(run: Run, text: string, wanted: unknown, by: unknown, all: boolean): string {
  if (!(wanted instanceof Pattern)) return replaceText(run, text, toText(run, wanted), { by, all });
  const matches = findMatches(run, wanted, text, all || wanted.flags.includes('g'));
  return rebuild(run, text, matches, by);
}

function replaceText(run: Run, text: string, wanted: string, how: { by: unknown; all: boolean }): string {
  const matches: Match[] = [];
  let from = 0;
  for (;;) {
    const start = text.indexOf(wanted, from);
    if (start === -1) break;
    matches.push({ start, end: start + wanted.length, groups: [wanted], named: undefined });
    if (!how.all || start >= text.length) break;
    from = Math.max(start + wanted.length, start + 1);
  }
  return rebuild(run, text, matches, how.by);
}

function rebuild(run: Run, text: string, matches: readonly Match[], by: unknown): string {
  const template = by instanceof Lambda ? undefined : toText(run, by);
  let result = '';
  let from = 0;
  for (const found of matches) {
    const piece =
      by instanceof Lambda ? toText(run, callWith(by, found)) : fillIn(template ?? '', text, found);
    result += text.slice(from, found.start) + piece;
    from = found.end;
    chargeText(run, Math.max(piece.length, result.length > 1_000_000 ? result.length / 64 : 0));
  }
  result += text.slice(from);
  chargeText(run, result.length);
  return result;
}

function callWith(by: Lambda, found: Match): unknown {
  const [whole, ...groups] = found.groups;
  const rest: unknown[] = groups.length === 0 ? [found.start] : [...groups, found.start];
  return by.call(whole, rest[0], rest[1], rest[2]);
}

/** `$1`, `$&`, `$<name>`, `$$`. */
function fillIn(template: string, text: string, found: Match): string {
  if (!template.includes('$')) return template;
  return template.replace(
    /\$(?:(\$)|(&)|(`)|(')|<([^>]{1,100})>|(\d{1,2}))/g,
    (...parts: (string | undefined)[]) => {
      const [whole = '', dollar, all, before, after, name, digits] = parts;
      if (dollar) return '$';
      if (all) return found.groups[0] ?? '';
      if (before) return text.slice(0, Math.min(found.start, 100_000));
      if (after) return text.slice(found.end, found.end + 100_000);
      if (name !== undefined)
        return found.named ? (Object.hasOwn(found.named, name) ? (found.named[name] ?? '') : '') : whole;
      const index = Number(digits);
      return index > 0 && index < found.groups.length ? (found.groups[index] ?? '') : whole;
    },
  );
}
