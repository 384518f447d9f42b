/**
 * Which nodes an expression names, found and rewritten by position in the syntax tree, never by searching text.
 */
import type { AnyNode, Expression } from 'acorn';
import type { Json } from '@/core/items/item';
import { parseAt } from './parse';
import { mayHoldExpression } from './template';
import { walkSyntax } from './walk-syntax';

interface Reference {
  name: string;
  start: number;
  end: number;
  /** `literal` with its quote, or the name in `$node.Name`. */
  quote: string | undefined;
}

/** Names used by `$('Name')`, `$node["Name"]`, `$items('Name')` in any string of these parameters, sorted. */
export function collectNodeReferences(parameters: Json): string[] {
  const names = new Set<string>();
  eachText(parameters, (text) => {
    for (const reference of findReferences(text)) names.add(reference.name);
  });
  return [...names].sort();
}

/** The text field with every reference to node `from` made one to `to`; unreadable text comes back unchanged. */
export function renameNodeReferences(text: string, from: string, to: string): string {
  const places = findReferences(text).filter((reference) => reference.name === from);
  let result = text;
  for (const place of places.sort((a, b) => b.start - a.start)) {
    const written = place.quote === undefined ? `[${quoteName(to, '"')}]` : quoteName(to, place.quote);
    // `$node.Name` becomes `$node["New name"]`: the dot before the name goes as well.
    const start = place.quote === undefined ? result.lastIndexOf('.', place.start) : place.start;
    result = result.slice(0, start) + written + result.slice(place.end);
  }
  return result;
}

/** The same over all strings of a parameter value; parts that do not change keep their identity. */
export function renameNodeReferencesIn<T extends Json>(parameters: T, from: string, to: string): T {
  // The shape is kept: texts become texts, everything else stays what it is.
  return rename(parameters, from, to) as T;
}

function rename(value: Json, from: string, to: string): Json {
  if (typeof value === 'string') return renameNodeReferences(value, from, to);
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) {
    const list = value.map((entry) => rename(entry, from, to));
    return list.some((entry, index) => entry !== value[index]) ? list : value;
  }
  const entries = Object.entries(value).map(([key, entry]): [string, Json] => [key, rename(entry, from, to)]);
  return entries.some(([key, entry]) => entry !== value[key]) ? Object.fromEntries(entries) : value;
}

function eachText(value: Json, visit: (text: string) => void): void {
  if (typeof value === 'string') visit(value);
  else if (Array.isArray(value)) for (const entry of value) eachText(entry, visit);
  else if (value !== null && typeof value === 'object')
    for (const entry of Object.values(value)) eachText(entry, visit);
}

function findReferences(text: string): Reference[] {
  if (!mayHoldExpression(text)) return [];
  const found: Reference[] = [];
  for (const tree of expressionTrees(text)) {
    walkSyntax(tree, (node) => {
      const reference = referenceOf(node, text);
      if (reference) found.push(reference);
    });
  }
  return found;
}

/** The expressions of a text, read but not compiled: what is refused names nodes all the same. None when one is unreadable. */
export function expressionTrees(text: string): Expression[] {
  const trees: Expression[] = [];
  for (let open = text.indexOf('{{'); open !== -1;) {
    let from = open + 2;
    if (text[open - 1] !== '\\') {
      try {
        const tree = parseAt(text, from);
        trees.push(tree);
        from = tree.end;
      } catch {
        return [];
      }
    }
    open = text.indexOf('{{', from);
  }
  return trees;
}

function referenceOf(node: AnyNode, text: string): Reference | undefined {
  if (node.type === 'CallExpression' && node.callee.type === 'Identifier') {
    const first = node.arguments[0];
    return ['$', '$items'].includes(node.callee.name) && first ? literalReference(first, text) : undefined;
  }
  if (node.type !== 'MemberExpression' || !isNodes(node.object)) return undefined;
  if (node.computed) return literalReference(node.property, text);
  if (node.property.type !== 'Identifier') return undefined;
  return { name: node.property.name, start: node.property.start, end: node.property.end, quote: undefined };
}

/** `$node`, or `$item(0).$node`. */
function isNodes(node: AnyNode): boolean {
  if (node.type === 'Identifier') return node.name === '$node';
  if (node.type !== 'MemberExpression' || node.computed || node.property.type !== 'Identifier') return false;
  const { object } = node;
  return (
    node.property.name === '$node' &&
    object.type === 'CallExpression' &&
    object.callee.type === 'Identifier' &&
    object.callee.name === '$item'
  );
}

function literalReference(node: AnyNode, text: string): Reference | undefined {
  const place = { start: node.start, end: node.end, quote: text[node.start] ?? '"' };
  if (node.type === 'Literal' && typeof node.value === 'string') return { ...place, name: node.value };
  const only = node.type === 'TemplateLiteral' && node.expressions.length === 0 ? node.quasis[0] : undefined;
  const cooked = only?.value.cooked;
  return typeof cooked === 'string' ? { ...place, name: cooked } : undefined;
}

/** The name as a literal in these quotes. */
export function quoteName(name: string, quote: string): string {
  const inner = JSON.stringify(name).slice(1, -1).replaceAll('\\"', '"');
  const escaped = inner.replaceAll(quote, `\\${quote}`);
  return quote + (quote === '`' ? escaped.replaceAll('${', '\\${') : escaped) + quote;
}
