/**
 * The first look at anything that came from outside, before a schema sees it: too deep, too big, not JSON, or with
 * keys that mean something to JavaScript. Iterative, so that no input can exhaust the stack.
 */
import type { Problem } from '@/core/errors/problem';

export const MAX_DEPTH = 100;
/** Values in all: objects, lists and leaves. */
export const MAX_VALUES = 500_000;
/** Characters of all texts and keys together. */
export const MAX_CHARACTERS = 8_000_000;

const FORBIDDEN_KEY = '__proto__';
/**
 * NUL cannot be stored by PostgreSQL, half a surrogate pair not as JSON either. Every text of a file is looked at, and
 * in a process that has just begun a pattern for this costs more than reading the file.
 */
function isStorable(text: string): boolean {
  return !text.includes('\0') && isWellFormed(text);
}

/** Texts say so by themselves from ES2024 on, in Node from 20; encoding refuses what is not well formed elsewhere. */
function isWellFormed(text: string): boolean {
  const own: unknown = Reflect.get(String.prototype, 'isWellFormed');
  if (typeof own === 'function') return Reflect.apply(own, text, []) === true;
  try {
    encodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

/** The text with each unstorable character replaced by U+FFFD. */
export function toStorableText(text: string): string {
  // eslint-disable-next-line no-control-regex
  return isStorable(text) ? text : text.replace(/[\u0000\p{Surrogate}]/gu, '\uFFFD');
}

interface Visit {
  value: unknown;
  path: string;
  depth: number;
}

/** Problems of a value that is to be JSON; empty when it may go on to a schema. Stops early when limits are passed. */
export function inspectInput(root: unknown): Problem[] {
  const problems: Problem[] = [];
  const stack: Visit[] = [{ value: root, path: '', depth: 0 }];
  let values = 0;
  let characters = 0;
  for (let visit = stack.pop(); visit; visit = stack.pop()) {
    const { value, path, depth } = visit;
    values += 1;
    if (typeof value === 'string') {
      characters += value.length;
      if (!isStorable(value)) problems.push(unstorable(path));
    } else if (typeof value === 'object' && value !== null) {
      if (depth >= MAX_DEPTH) return [tooDeep(path)];
      characters += pushChildren(stack, problems, { value, path, depth });
    } else if (!isJsonLeaf(value)) {
      problems.push(notJson(path, value));
    }
    if (values + stack.length > MAX_VALUES || characters > MAX_CHARACTERS) return [tooBig()];
    if (problems.length >= 100) return problems;
  }
  return problems;
}

function pushChildren(stack: Visit[], problems: Problem[], visit: Visit & { value: object }): number {
  const { value, path, depth } = visit;
  const at = (key: string | number) => (path === '' ? String(key) : `${path}.${key}`);
  if (Array.isArray(value)) {
    if (value.length > MAX_VALUES) return Number.POSITIVE_INFINITY;
    // Last in, first out: pushed backwards so that problems come in the order of the file.
    for (let index = value.length - 1; index >= 0; index -= 1) {
      stack.push({ value: value[index], path: at(index), depth: depth + 1 });
    }
    return 0;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    problems.push(notJson(path, value));
    return 0;
  }
  let characters = 0;
  const entries = Object.entries(value);
  for (const [key, child] of entries.reverse()) {
    characters += key.length;
    if (key === FORBIDDEN_KEY || !isStorable(key)) problems.push(forbiddenKey(at(key), key));
    else stack.push({ value: child, path: at(key), depth: depth + 1 });
  }
  return characters;
}

function isJsonLeaf(value: unknown): boolean {
  return (
    value === null || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))
  );
}

function fileProblem(init: Pick<Problem, 'code' | 'path' | 'message'> & Partial<Problem>): Problem {
  return { severity: 'error', nodeId: null, ...init };
}

function tooDeep(path: string): Problem {
  return fileProblem({
    code: 'file.too-deep',
    path: path.slice(0, 200),
    message: `Values are nested more than ${MAX_DEPTH} levels deep.`,
    params: { limit: MAX_DEPTH },
    fix: 'Flatten the value, or keep it as text.',
  });
}

/** More than a workflow file may hold. */
export function tooBig(): Problem {
  return fileProblem({
    code: 'file.too-big',
    path: '',
    message: `The file is too big: at most ${MAX_CHARACTERS} characters and ${MAX_VALUES} values.`,
    params: { characters: MAX_CHARACTERS, values: MAX_VALUES },
    fix: 'Split the workflow, or move large data out of its parameters.',
  });
}

function forbiddenKey(path: string, key: string): Problem {
  return fileProblem({
    code: 'file.forbidden-key',
    path,
    message: `The key "${toStorableText(key)}" is not allowed.`,
    params: { key: toStorableText(key) },
    fix: 'Rename the key.',
  });
}

function unstorable(path: string): Problem {
  return fileProblem({
    code: 'file.unstorable-text',
    path,
    message: 'The text contains a NUL character or half of a surrogate pair.',
    fix: 'Remove the character, or write it as an escape in an expression.',
  });
}

function notJson(path: string, value: unknown): Problem {
  return fileProblem({
    code: 'file.not-json',
    path,
    message: `A ${typeof value} cannot stand in a workflow file; only JSON values can.`,
    params: { type: typeof value },
  });
}
