/**
 * Regular expressions written by users, on an engine that takes linear time: no input can make them hang. Look-around
 * and back references are therefore left out. Patterns are compiled once and kept.
 */
import { RE2JS } from 're2js';

const MAX_SOURCE = 1000;
const MAX_REPEATS = 2000;
const MAX_KEPT = 200;

/** A pattern that cannot be used: not a regular expression, too large, or in need of what the engine leaves out. */
export class BadPattern extends Error {}

export interface SafePattern {
  /** True when it is found anywhere in the text. */
  test(text: string): boolean;
  /** Every place replaced. `$1`, `$<name>` and `$&` stand for what was found, `$$` for a dollar sign. */
  replaceAll(text: string, replacement: string): string;
}

const kept = new Map<string, SafePattern>();

/** Compiles a pattern in the syntax of JavaScript. Throws BadPattern. */
export function safePattern(source: string, options: { ignoreCase?: boolean } = {}): SafePattern {
  const key = `${options.ignoreCase === true ? 'i' : ''}/${source}`;
  const known = kept.get(key);
  if (known) return known;
  const made = patternOver(compile(source, options.ignoreCase === true ? RE2JS.CASE_INSENSITIVE : 0));
  if (kept.size >= MAX_KEPT) kept.clear();
  kept.set(key, made);
  return made;
}

/** Whether the pattern may be used, for checks before a run. */
export function isSafePattern(source: string): boolean {
  try {
    safePattern(source);
    return true;
  } catch {
    return false;
  }
}

/** A pattern whose program would be out of proportion. */
export function isTooLargePattern(source: string): boolean {
  if (source.length > MAX_SOURCE) return true;
  let repeats = 0;
  for (const [, from = '0', to = '0'] of source.matchAll(/\{(\d{1,6})(?:,(\d{0,6}))?\}/g)) {
    repeats += Math.max(Number(from), Number(to));
  }
  return repeats > MAX_REPEATS;
}

function compile(source: string, flags: number): RE2JS {
  if (isTooLargePattern(source)) throw new BadPattern(source);
  try {
    return RE2JS.compile(RE2JS.translateRegExp(source), flags);
  } catch (error) {
    throw new BadPattern(source, { cause: error });
  }
}

const TOKEN = /\$(?:[$&]|\d{1,2}|<[^>]{1,100}>)/g;

function patternOver(engine: RE2JS): SafePattern {
  const names = engine.namedGroups();
  return {
    test: (text) => engine.matcher(text).find(),
    replaceAll(text, replacement) {
      const matcher = engine.matcher(text);
      let result = '';
      let end = 0;
      while (matcher.find()) {
        result += text.slice(end, matcher.start());
        result += replacement.replace(TOKEN, (token) => {
          if (token === '$$') return '$';
          const group = groupNumber(token.slice(1), names);
          if (group === undefined || group > matcher.groupCount()) return token;
          return matcher.group(group) ?? '';
        });
        end = matcher.end();
      }
      return result + text.slice(end);
    },
  };
}

/** Of what stands behind the dollar sign: `&`, `1`, `<name>`. */
function groupNumber(token: string, names: Readonly<Record<string, number>>): number | undefined {
  if (token === '&') return 0;
  if (!token.startsWith('<')) return Number(token);
  const name = token.slice(1, -1);
  return Object.hasOwn(names, name) ? names[name] : undefined;
}
