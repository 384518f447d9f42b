/** Finding node types by what people call them. Pure. */
import type { NodeDefinition, NodeFamily } from '@/core/node-kit/definition';
import type { PaletteMemory } from './palette-memory';

/** Added this often after the same node, a type counts as usual there. */
const HABIT = 2;
const NEXT = 6;
const LAST = 4;

export const FAMILY_ORDER: readonly NodeFamily[] = [
  'trigger',
  'flow',
  'data',
  'network',
  'code',
  'ai',
  'human',
  'app',
];

function words(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
}

/** How well one word of the query fits, 0 = not at all. */
function wordScore(word: string, definition: NodeDefinition): number {
  const names = words(`${definition.name} ${definition.type}`);
  if (names.includes(word)) return 100;
  if (names.some((name) => name.startsWith(word))) return 80;
  const synonyms = definition.synonyms.flatMap(words);
  if (synonyms.includes(word)) return 60;
  if (synonyms.some((synonym) => synonym.startsWith(word))) return 50;
  if (names.some((name) => name.includes(word))) return 30;
  return words(definition.summary).some((part) => part.startsWith(word)) ? 10 : 0;
}

/** Node types that fit every word of the query, best first; all of them for an empty query. */
export function searchNodeTypes(definitions: readonly NodeDefinition[], query: string): NodeDefinition[] {
  const wanted = words(query);
  const scored = definitions.map((definition) => {
    const scores = wanted.map((word) => wordScore(word, definition));
    return { definition, score: scores.includes(0) ? 0 : scores.reduce((sum, score) => sum + score, 1) };
  });
  return scored
    .filter((entry) => entry.score > 0)
    .sort((a, b) => b.score - a.score || a.definition.name.localeCompare(b.definition.name))
    .map((entry) => entry.definition);
}

export interface PaletteGroup {
  /** A family, what people usually add next, or what this person added last. */
  key: NodeFamily | 'usually-next' | 'recent' | 'results';
  entries: readonly NodeDefinition[];
}

export interface PaletteQuery {
  definitions: readonly NodeDefinition[];
  query: string;
  /** The node the new one follows, if any. */
  after: NodeDefinition | null;
  /** What this person did before. */
  memory: PaletteMemory;
  /** Triggers begin a workflow: they are left out where a node is wanted that follows another. */
  withTriggers: boolean;
}

/** What people usually add after a node: what this person often does, then what its definition says. */
function usuallyNext(fitting: readonly NodeDefinition[], { after, memory }: PaletteQuery): NodeDefinition[] {
  if (!after) return [];
  const said = after.usuallyNext ?? [];
  const count = (type: string) => memory.pairs[`${after.type} ${type}`] ?? 0;
  const place = (type: string) => (said.includes(type) ? said.indexOf(type) : said.length);
  return fitting
    .filter(({ type }) => said.includes(type) || count(type) >= HABIT)
    .sort((a, b) => count(b.type) - count(a.type) || place(a.type) - place(b.type))
    .slice(0, NEXT);
}

/** What the palette lists: results of a search; or usually next, used last, and the families. */
export function paletteGroups(palette: PaletteQuery): PaletteGroup[] {
  const { definitions, query, withTriggers, memory } = palette;
  // What stands in for a missing node comes with an import and is nothing to add.
  const fitting = definitions.filter(
    (definition) => definition.standIn !== true && (withTriggers || definition.trigger === undefined),
  );
  if (query.trim() !== '') {
    const entries = searchNodeTypes(fitting, query);
    return entries.length > 0 ? [{ key: 'results', entries }] : [];
  }
  const next = usuallyNext(fitting, palette);
  const recent = memory.recent
    .flatMap((type) => fitting.find((definition) => definition.type === type) ?? [])
    .filter((definition) => !next.includes(definition))
    .slice(0, LAST);
  // Each type once: an entry is found by its type.
  const first = new Set([...next, ...recent]);
  const families = FAMILY_ORDER.map((family) => ({
    key: family,
    entries: fitting
      .filter((definition) => definition.family === family && !first.has(definition))
      .sort((a, b) => a.name.localeCompare(b.name)),
  }));
  const groups: PaletteGroup[] = [
    { key: 'usually-next', entries: next },
    { key: 'recent', entries: recent },
    ...families,
  ];
  return groups.filter((group) => group.entries.length > 0);
}
