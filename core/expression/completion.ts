/**
 * Help while typing: suggestions from real data and from the same tables the interpreter calls.
 */
import { completeKeys } from './complete-keys';
import { SCOPE_NAMES } from './names';
import { describeValue, sampleValue } from './sample-values';
import type { ExpressionEnv } from './scope';
import type { Completion, Suggestion } from './suggestion';
import type { Example, FunctionTable, PropertyTable } from './table';
import { KIND_TABLES } from './tables/kinds';
import { isPlainObject, kindOf, NodesRef } from './values';

const NOTHING: Completion = { replace: 0, suggestions: [] };
const IDENTIFIER = /[\p{ID_Start}_$][\p{ID_Continue}_$]*$/u;
const MAX_FIELDS = 200;
const MAX_SHORTCUTS = 40;

/** What fits at the cursor. `textBeforeCursor` is the field's text up to it; outside `{{ }}` there is nothing. */
export function completeExpression(textBeforeCursor: string, env: ExpressionEnv): Completion {
  const open = textBeforeCursor.lastIndexOf('{{');
  if (open === -1 || textBeforeCursor[open - 1] === '\\') return NOTHING;
  const source = textBeforeCursor.slice(open + 2);
  if (source.length > 5000 || source.includes('}}')) return NOTHING;
  const node = /\$(\(|node\[|items\()\s*(['"`])([^'"`]*)$/.exec(source);
  if (node)
    return nodes(node[3] ?? '', { quote: node[2] ?? "'", close: node[1] === 'node[' ? ']' : ')' }, env);
  const key = /^(.*[\p{ID_Continue}_$)\]])\s*\[\s*((['"`])[^'"`]*|\d*)$/su.exec(source);
  if (key) return completeKeys(sampleValue(lastOperand(key[1] ?? ''), env), key[2] ?? '');
  const word = IDENTIFIER.exec(source)?.[0] ?? '';
  const before = source.slice(0, source.length - word.length).trimEnd();
  const dot = before.endsWith('?.') ? 2 : before.endsWith('.') && !before.endsWith('..') ? 1 : 0;
  if (dot === 0) return narrowed(word, [...names(env), ...shortcuts(word, env)]);
  return narrowed(word, members(before.slice(0, -dot), dot, env));
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
  return { replace: word.length, suggestions: suggestions.slice(0, MAX_FIELDS) };
}

function nodes(typed: string, end: { quote: string; close: string }, env: ExpressionEnv): Completion {
  const all = (env.nodeNames?.() ?? []).map((label): Suggestion => {
    const escaped = label.replaceAll('\\', '\\\\').replaceAll(end.quote, `\\${end.quote}`);
    return { label, kind: 'node', insert: escaped + end.quote + end.close };
  });
  return narrowed(typed, all);
}

function names(env?: ExpressionEnv): Suggestion[] {
  const offered = [...SCOPE_NAMES.values()].filter((entry) => entry.refused === undefined);
  return offered.map((entry) => {
    const shown = env && entry.value ? describeValue(sampleValue(entry.name, env)) : '';
    return {
      label: entry.name,
      kind: entry.value ? 'name' : 'function',
      signature: entry.signature,
      doc: entry.doc,
      ...exampleOf(entry),
      ...(shown === '' ? {} : { preview: shown }),
    };
  });
}

/** The fields of the current item with their whole path, for those who type the name of a field straight away. */
function shortcuts(word: string, env: ExpressionEnv): Suggestion[] {
  const json = env.item?.json;
  if (!json || word.startsWith('$')) return [];
  const wanted = word.toLowerCase();
  return fieldsOf(json, 1)
    .filter((field) => field.label.toLowerCase().startsWith(wanted))
    .slice(0, MAX_SHORTCUTS)
    .map(({ back: _back, ...field }) => {
      const path = `$json${field.insert ?? `.${field.label}`}`;
      return { ...field, label: path, insert: path };
    });
}

function fieldsOf(value: Readonly<Record<string, unknown>>, dot: number): Suggestion[] {
  return Object.keys(value)
    .slice(0, MAX_FIELDS)
    .map((key): Suggestion => {
      const field = value[key];
      const isName = IDENTIFIER.exec(key)?.[0] === key;
      return {
        label: key,
        kind: 'property',
        signature: kindOf(field),
        preview: describeValue(field),
        // `?.` stays before a bracket, `.` does not.
        ...(isName ? {} : { insert: `[${JSON.stringify(key)}]`, back: dot === 1 ? 1 : 0 }),
      };
    });
}

function entriesOf(value: readonly unknown[], dot: number): Suggestion[] {
  return value.slice(0, 3).map((entry, index) => ({
    label: `[${index}]`,
    kind: 'property',
    signature: kindOf(entry),
    preview: describeValue(entry),
    back: dot === 1 ? 1 : 0,
  }));
}

function members(before: string, dot: number, env: ExpressionEnv): Suggestion[] {
  const source = lastOperand(before);
  const entry = SCOPE_NAMES.get(source);
  if (entry && !entry.value) return [...properties(entry.constants), ...functions(entry.members, 'function')];
  const value = sampleValue(source, env);
  if (value instanceof NodesRef) return [];
  const table = KIND_TABLES[kindOf(value)];
  const data = Array.isArray(value)
    ? entriesOf(value, dot)
    : isPlainObject(value)
      ? fieldsOf(value, dot)
      : [];
  const known = properties(table.properties).map((one) => {
    const shown = describeValue(sampleValue(`${source}.${one.label}`, env));
    return shown === '' ? one : { ...one, preview: shown };
  });
  return [...data, ...known, ...functions(table.functions, 'method')];
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

function properties(table: PropertyTable | undefined): Suggestion[] {
  const offered = [...(table?.values() ?? [])].filter(isAvailable);
  return offered.map((entry) => ({
    label: entry.name,
    kind: 'property',
    signature: entry.type,
    doc: entry.doc,
    ...exampleOf(entry),
  }));
}

function functions(table: FunctionTable | undefined, kind: 'method' | 'function'): Suggestion[] {
  const offered = [...(table?.values() ?? [])].filter(isAvailable);
  return offered.map((entry) => ({
    label: entry.name,
    kind,
    signature: entry.signature,
    doc: entry.doc,
    ...exampleOf(entry),
    insert: `${entry.name}()`,
    // The caret waits between the brackets where something goes.
    ...(entry.signature.startsWith('()') ? {} : { caretBack: 1 }),
  }));
}

function exampleOf({ example }: { example?: Example | undefined }): { example?: string } {
  return example ? { example: `${example.source} → ${example.result}` } : {};
}

/** Rows that only say why something is left out are not offered. */
function isAvailable({ doc }: { doc: string }): boolean {
  return !/^Not (?:available|supported)\b/.test(doc);
}
