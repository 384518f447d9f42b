/** Searching a workflow: names, types, values of parameters, notes; and replacing in values. Pure. */
import type { DraftEdit, ParameterPath } from '@/core/draft/edit';
import type { Graph, GraphNode } from '@/core/graph/graph';
import type { Json } from '@/core/items/item';
import type { Catalog } from '@/core/node-kit/definition';
import { labelsOfPath } from '@/core/node-kit/labels-of-path';

export interface SearchHit {
  /** Unique in the list. */
  key: string;
  kind: 'name' | 'type' | 'parameter' | 'note';
  /** The node or the note it is in. */
  id: string;
  /** What is shown above the find: the node's name, or the beginning of the note. */
  title: string;
  /** Of a parameter: where it stands. */
  path: ParameterPath;
  /** Of a parameter: the words for its place, from the outside in. */
  place: readonly string[];
  /** The text around the find, cut to what fits. */
  before: string;
  match: string;
  after: string;
}

const CONTEXT = 28;
/** More is no help to anybody, and drawing it takes time. */
export const MAX_HITS = 200;

interface Found {
  at: number;
  length: number;
}

function find(text: string, query: string): Found | null {
  const at = text.toLowerCase().indexOf(query.toLowerCase());
  // Lower case may be longer than what was written (İ): then nothing can be marked exactly.
  return at === -1 || text.toLowerCase().length !== text.length ? null : { at, length: query.length };
}

function excerpt(text: string, { at, length }: Found): Pick<SearchHit, 'before' | 'match' | 'after'> {
  const from = Math.max(0, at - CONTEXT);
  const to = Math.min(text.length, at + length + 2 * CONTEXT);
  const line = (part: string) => part.replace(/\s+/g, ' ');
  return {
    before: (from > 0 ? '…' : '') + line(text.slice(from, at)),
    match: line(text.slice(at, at + length)),
    after: line(text.slice(at + length, to)) + (to < text.length ? '…' : ''),
  };
}

/** Every text and number in a value, with its place. */
function* textsOf(
  value: Json,
  path: ParameterPath = [],
): Generator<{ path: ParameterPath; value: string | number }> {
  if (typeof value === 'string' || typeof value === 'number') yield { path, value };
  else if (Array.isArray(value)) {
    for (const [index, entry] of value.entries()) yield* textsOf(entry, [...path, index]);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, entry] of Object.entries(value)) yield* textsOf(entry, [...path, key]);
  }
}

function* hitsInNode(node: GraphNode, query: string, catalog: Catalog): Generator<SearchHit> {
  const base = { id: node.id, title: node.name, path: [], place: [] };
  const definition = catalog.find(node.type, node.typeVersion);
  const inName = find(node.name, query);
  if (inName) yield { ...base, key: `name ${node.id}`, kind: 'name', ...excerpt(node.name, inName) };
  const type = definition?.name ?? node.type;
  const inType = inName ? null : find(type, query);
  if (inType) yield { ...base, key: `type ${node.id}`, kind: 'type', ...excerpt(type, inType) };
  for (const { path, value } of textsOf(node.parameters)) {
    const text = String(value);
    const found = find(text, query);
    if (!found) continue;
    const keys = path.map(String);
    const place = labelsOfPath(['parameters', ...keys], definition?.fields ?? []) ?? keys;
    const key = `${node.id} ${path.join('.')}`;
    yield { ...base, key, kind: 'parameter', path, place, ...excerpt(text, found) };
  }
}

/** Where `query` stands, in file order, at most `MAX_HITS`. Case makes no difference. */
export function searchWorkflow(
  graph: Pick<Graph, 'nodes' | 'notes'>,
  catalog: Catalog,
  query: string,
): SearchHit[] {
  const wanted = query.trim();
  if (wanted === '') return [];
  const hits: SearchHit[] = [];
  for (const node of graph.nodes) {
    for (const hit of hitsInNode(node, wanted, catalog)) {
      hits.push(hit);
      if (hits.length === MAX_HITS) return hits;
    }
  }
  for (const note of graph.notes) {
    const found = find(note.text, wanted);
    if (!found) continue;
    const title = note.text.replace(/^[#\s]+/, '').split('\n')[0] ?? '';
    hits.push({
      key: `note ${note.id}`,
      kind: 'note',
      id: note.id,
      title,
      path: [],
      place: [],
      ...excerpt(note.text, found),
    });
    if (hits.length === MAX_HITS) break;
  }
  return hits;
}

function replaceAll(text: string, query: string, by: string): string {
  const lower = text.toLowerCase();
  const wanted = query.toLowerCase();
  if (wanted === '' || lower.length !== text.length) return text;
  let result = '';
  let from = 0;
  for (let at = lower.indexOf(wanted); at !== -1; at = lower.indexOf(wanted, from)) {
    result += text.slice(from, at) + by;
    from = at + wanted.length;
  }
  return result + text.slice(from);
}

export interface Replacement {
  query: string;
  by: string;
  /** Only in these places; everywhere when absent. */
  hits?: readonly SearchHit[];
}

/** The edits that replace a text in every parameter that holds it. Numbers, names and notes are left alone. */
export function replaceEdits(graph: Pick<Graph, 'nodes'>, replacement: Replacement): DraftEdit[] {
  const { by, hits } = replacement;
  const query = replacement.query.trim();
  const wanted = hits ? new Set(hits.map((hit) => hit.key)) : null;
  return graph.nodes.flatMap((node) =>
    [...textsOf(node.parameters)].flatMap(({ path, value: before }): DraftEdit[] => {
      if (typeof before !== 'string') return [];
      if (wanted && !wanted.has(`${node.id} ${path.join('.')}`)) return [];
      const value = replaceAll(before, query, by);
      return value === before ? [] : [{ kind: 'set-parameter', nodeId: node.id, path, value }];
    }),
  );
}
