/** Regular expressions on a linear-time engine: no input can make them hang. */
import { RE2JS } from 're2js';
import { isTooLargePattern } from '@/core/items/safe-pattern';
import { Fault } from './errors';
import { charge, type Run } from './run';
import { Pattern } from './values';

/** Compiles a pattern; throws a Fault for what the engine leaves out (look-around, back references). */
export function compilePattern(
  source: string,
  flags: string,
  at: { start: number; end: number } | undefined,
): Pattern {
  const place = at === undefined ? {} : { start: at.start, end: at.end };
  if (isTooLargePattern(source)) {
    throw new Fault('budget', 'This regular expression is too large.', place);
  }
  let bits = 0;
  if (flags.includes('i')) bits |= RE2JS.CASE_INSENSITIVE;
  if (flags.includes('s')) bits |= RE2JS.DOTALL;
  if (flags.includes('m')) bits |= RE2JS.MULTILINE;
  if (/[^gimsuy]/.test(flags) || flags.includes('y')) {
    throw new Fault('not-allowed', 'Regular expressions take the flags g, i, m, s and u.', place);
  }
  try {
    return new Pattern(source, flags, RE2JS.compile(RE2JS.translateRegExp(source), bits));
  } catch {
    throw new Fault(
      'not-allowed',
      'This regular expression is not supported. Look-ahead, look-behind and back references are left out, so that none can hang.',
      place,
    );
  }
}

/** A pattern, or text that is compiled as one (JavaScript's `match('…')`). */
export function patternOf(run: Run, value: Pattern | string): Pattern {
  if (value instanceof Pattern) return value;
  charge(run, 2000 + value.length * 20);
  return compilePattern(value, '', undefined);
}

export interface Match {
  start: number;
  end: number;
  /** The whole match, then the groups; undefined for a group that took no part. */
  groups: (string | undefined)[];
  named: Record<string, string | undefined> | undefined;
}

/** Matches from left to right: the first one, or all. Charged before each search. */
export function findMatches(run: Run, pattern: Pattern, text: string, all: boolean): Match[] {
  const matcher = pattern.engine.matcher(text);
  const size = pattern.engine.programSize();
  charge(run, 20 + (text.length * (4 + size)) / 16);
  // Only a pattern with alternatives can look far and then match short, over and over.
  const looksFar = /\||\)[?*{]/.test(pattern.source);
  const names = Object.entries(pattern.engine.namedGroups());
  const found: Match[] = [];
  while (matcher.find()) {
    const groups: (string | undefined)[] = [];
    for (let group = 0; group <= matcher.groupCount(); group++)
      groups.push(matcher.group(group) ?? undefined);
    const named =
      names.length === 0
        ? undefined
        : Object.fromEntries(names.map(([name, index]) => [name, groups[index]]));
    found.push({ start: matcher.start(), end: matcher.end(), groups, named });
    if (!all) break;
    charge(run, 10 + groups.length + (text.length - matcher.end()) / (looksFar ? 1 : 1024));
  }
  return found;
}
