/**
 * Help while typing: suggestions from real data and from the same tables the interpreter calls.
 */
import { compileExpression } from './compile';
import { readMember } from './own-data';
import { SCOPE_NAMES } from './names';
import { createRun } from './run';
import type { ExpressionEnv } from './scope';
import type { FunctionTable, PropertyTable } from './table';
import { KIND_TABLES } from './tables/kinds';
import { isPlainObject, kindOf, NodesRef } from './values';

export interface Suggestion {
  /** What is inserted in place of the last `replace` characters. */
  label: string;
  kind: 'name' | 'property' | 'method' | 'function' | 'node';
  /** `(separator?) → text`, or the type of a property. */
  signature?: string;
  /** One line of help. */
  doc?: string;
  /** A short rendering of the value in the sample data. */
  preview?: string;
}

export interface Completion {
  /** How many characters before the cursor the label replaces. */
  replace: number;
  suggestions: readonly Suggestion[];
}

const NOTHING: Completion = { replace: 0, suggestions: [] };
const IDENTIFIER = /[\p{ID_Start}_$][\p{ID_Continue}_$]*$/u;

/** What fits at the cursor. `textBeforeCursor` is the field's text up to it; outside `{{ }}` there is nothing. */
export function completeExpression(textBeforeCursor: string, env: ExpressionEnv): Completion {
  const open = textBeforeCursor.lastIndexOf('{{');
  if (open === -1 || textBeforeCursor[open - 1] === '\\') return NOTHING;
  const source = textBeforeCursor.slice(open + 2);
  if (source.length > 5000 || source.includes('}}')) return NOTHING;
  const nodeName = /\$(?:\(|node\[|items\()\s*(['"`])([^'"`]*)$/.exec(source);
  if (nodeName) return nodes(nodeName[2] ?? '', env);
  const word = IDENTIFIER.exec(source)?.[0] ?? '';
  const before = source.slice(0, source.length - word.length).trimEnd();
  const dot = before.endsWith('?.') ? 2 : before.endsWith('.') && !before.endsWith('..') ? 1 : 0;
  if (dot === 0) return narrowed(word, names());
  return narrowed(word, members(before.slice(0, -dot), env));
}

/** Every name and function of the language with its help, for documentation. */
export function describeFunctions(): Record<string, readonly Suggestion[]> {
  const groups: Record<string, readonly Suggestion[]> = { names: names() };
  for (const [kind, table] of Object.entries(KIND_TABLES)) {
    const entries = [...properties(table.properties), ...functions(table.functions, 'method')];
    if (entries.length > 0) groups[kind] = entries;
  }
  for (const entry of SCOPE_NAMES.values()) {
    if (entry.members)
      groups[entry.name] = [...properties(entry.constants), ...functions(entry.members, 'function')];
  }
  return groups;
}

function narrowed(word: string, all: readonly Suggestion[]): Completion {
  const wanted = word.toLowerCase();
  const suggestions = all.filter(
    (one) =>
      one.label.toLowerCase().startsWith(wanted) ||
      (wanted.length > 2 && one.label.toLowerCase().includes(wanted)),
  );
  return { replace: word.length, suggestions: suggestions.slice(0, 200) };
}

function nodes(typed: string, env: ExpressionEnv): Completion {
  const all = (env.nodeNames?.() ?? []).map((label): Suggestion => ({ label, kind: 'node' }));
  return narrowed(typed, all);
}

function names(): Suggestion[] {
  return [...SCOPE_NAMES.values()].map((entry) => ({
    label: entry.name,
    kind: entry.value ? 'name' : 'function',
    signature: entry.signature,
    doc: entry.doc,
  }));
}

function members(before: string, env: ExpressionEnv): Suggestion[] {
  const source = lastOperand(before);
  const entry = SCOPE_NAMES.get(source);
  if (entry && !entry.value) return [...properties(entry.constants), ...functions(entry.members, 'function')];
  const value = valueOf(source, env);
  if (value instanceof NodesRef) return [];
  const table = KIND_TABLES[kindOf(value)];
  const fields = isPlainObject(value)
    ? Object.keys(value)
        .slice(0, 200)
        .map((key): Suggestion => {
          const field = readMember(value, key);
          return { label: key, kind: 'property', signature: kindOf(field), preview: preview(field) };
        })
    : [];
  return [...fields, ...properties(table.properties), ...functions(table.functions, 'method')];
}

/** The longest end of the text that is an expression by itself: `1 + $json.a` → `$json.a`. */
function lastOperand(text: string): string {
  let depth = 0;
  let quote = '';
  for (let at = text.length - 1; at >= 0; at--) {
    const char = text[at] ?? '';
    if (quote !== '') {
      if (char === quote) quote = '';
    } else if (`'"\``.includes(char)) quote = char;
    else if (')]}'.includes(char)) depth++;
    else if ('([{'.includes(char)) {
      if (--depth < 0) return text.slice(at + 1).trim();
    } else if (depth === 0 && /[\s+\-*/%=<>!&|,:;^~]/.test(char)) return text.slice(at + 1).trim();
  }
  return text.trim();
}

function valueOf(source: string, env: ExpressionEnv): unknown {
  const compiled = compileExpression(source);
  if (!('ok' in compiled)) return undefined;
  try {
    return compiled.ok.evaluate(createRun(env), undefined);
  } catch {
    // A suggestion less: the problem itself is shown by the preview.
    return undefined;
  }
}

function preview(value: unknown): string {
  const kind = kindOf(value);
  if (kind === 'array' && Array.isArray(value)) return `array of ${value.length}`;
  if (kind === 'object') return 'object';
  return typeof value === 'string' ? JSON.stringify(value.slice(0, 40)) : String(value);
}

function properties(table: PropertyTable | undefined): Suggestion[] {
  return [...(table?.values() ?? [])].map((entry) => ({
    label: entry.name,
    kind: 'property',
    signature: entry.type,
    doc: entry.doc,
  }));
}

function functions(table: FunctionTable | undefined, kind: 'method' | 'function'): Suggestion[] {
  return [...(table?.values() ?? [])].map((entry) => ({
    label: entry.name,
    kind,
    signature: entry.signature,
    doc: entry.doc,
  }));
}
