/**
 * Graphs as text. `serialiseGraph` is for people and version control: fixed key order, short values on one line, so a
 * small change is a small diff. `canonicalJson` is for machines: the same value always gives the same characters.
 */
import type { Graph } from '@/core/contracts/portable-workflow';
import type { Json } from '@/core/items/item';

/** Keys of the file in the order people read them; any other key follows in alphabetical order. */
const KEY_ORDER = [
  ...['format', 'id', 'type', 'typeVersion', 'name', 'text', 'source', 'sourcePort', 'target', 'targetPort'],
  ...['position', 'size', 'x', 'y', 'width', 'height', 'parameters', 'settings', 'credentials'],
  ...['nodes', 'edges', 'notes', 'groups', 'pinned', 'examples', 'imported'],
];
const RANK: ReadonlyMap<string, number> = new Map(KEY_ORDER.map((key, index) => [key, index]));
const LINE_WIDTH = 100;

/** Compact JSON with sorted keys: equal values, equal text. The input of the content hash. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).filter(([, child]) => child !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `{${entries.map(([key, child]) => `${JSON.stringify(key)}:${canonicalJson(child)}`).join(',')}}`;
}

/** What is hashed to name a graph. Everything in it counts: a run is shown on the very graph that ran. */
export function contentHashInput(graph: Graph): string {
  return canonicalJson(graph);
}

/** The graph as the text of a file, ending with a newline. */
export function serialiseGraph(graph: Graph): string {
  return `${pretty(graph, '')}\n`;
}

function pretty(value: unknown, indent: string): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const inner = `${indent}  `;
  const children = Array.isArray(value) ? value : sortedEntries(value).map(([, child]) => child);
  const isFlat = children.every((child) => typeof child !== 'object' || child === null);
  if (isFlat) {
    const line = flat(value as Json); // flat: no nested values to go wrong
    if (line.length + indent.length <= LINE_WIDTH) return line;
  }
  if (Array.isArray(value)) {
    return `[\n${value.map((child) => inner + pretty(child, inner)).join(',\n')}\n${indent}]`;
  }
  const lines = sortedEntries(value).map(
    ([key, child]) => `${inner}${JSON.stringify(key)}: ${pretty(child, inner)}`,
  );
  return `{\n${lines.join(',\n')}\n${indent}}`;
}

function flat(value: Json): string {
  if (Array.isArray(value)) return `[${value.map((child) => JSON.stringify(child)).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const parts = sortedEntries(value).map(
    ([key, child]) => `${JSON.stringify(key)}: ${JSON.stringify(child)}`,
  );
  return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`;
}

/** The members of an object in the order of a file. */
export function sortedEntries(value: object): [string, unknown][] {
  const rank = (key: string) => RANK.get(key) ?? KEY_ORDER.length;
  return Object.entries(value)
    .filter(([, child]) => child !== undefined)
    .sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : a > b ? 1 : 0));
}
