/**
 * The document as a graph. Whatever is in the document, this gives a graph that holds together: what cannot be read is
 * left out and named in `problems` (the server refuses an update that brings one), what merely dangles is left out and
 * named in `notices` (it happens when two people edit at once, and comes back when a removal is undone).
 */
import type * as Y from 'yjs';
import type { z } from 'zod';
import {
  graphEdgeSchema,
  graphIdSchema,
  graphNodeSchema,
  groupSchema,
} from '@/core/contracts/portable-workflow';
import {
  exampleSchema,
  importedSchema,
  noteSchema,
  pinnedItemSchema,
  workflowSettingsSchema,
} from '@/core/contracts/portable-workflow';
import type { Graph, GraphNode } from '@/core/contracts/portable-workflow';
import type { DraftNotice } from '@/core/contracts/draft-sync';
import type { Problem } from '@/core/errors/problem';
import { isReservedId } from '@/core/graph/check-structure';
import type { Json, JsonObject } from '@/core/items/item';
import { mapAt, orderedKeys, rootsOf } from './layout';
import type { DraftRoots, YMap } from './layout';
import { readJson, readObject } from './read-json';

export interface DraftProjection {
  graph: Graph;
  /** Edges and the like that are hidden because what they belong to is gone. */
  notices: readonly DraftNotice[];
  /** What could not be read. Empty in every draft that the server accepted. */
  problems: readonly Problem[];
}

/** Entries that were read before and did not change since, by root and id; see `createDraftView`. */
export type ProjectionCache = Record<'nodes' | 'edges' | 'notes', Map<string, object>>;

// Parameters are read by hand: `readJson` vouches that they are JSON, so the schema need not walk them again.
const nodeShape = graphNodeSchema.omit({ parameters: true });

/** Reads a draft. Never throws. */
export function projectDraft(doc: Y.Doc, cache?: ProjectionCache): DraftProjection {
  return projectRoots(rootsOf(doc), cache);
}

/** The same from the root maps, for use inside a transaction. */
export function projectRoots(roots: DraftRoots, cache?: ProjectionCache): DraftProjection {
  const problems: Problem[] = [];
  const notices: DraftNotice[] = [];
  const read = { problems, cache };
  const nodes = readAll(roots.nodes, read, { list: 'nodes', one: readNode });
  const ids = new Set(nodes.map((node) => node.id));
  const edges = readAll(roots.edges, read, {
    list: 'edges',
    one: (id, entry) => readPlain(graphEdgeSchema, id, entry),
  }).filter((edge) => {
    const whole = ids.has(edge.source) && ids.has(edge.target);
    if (!whole) notices.push(droppedEdge(edge.id));
    return whole;
  });
  const notes = readAll(roots.notes, read, {
    list: 'notes',
    one: (id, entry) => readPlain(noteSchema, id, entry),
  });
  const groups = readAll(roots.groups, read, {
    list: 'groups',
    one: (id, entry) => readPlain(groupSchema, id, entry),
  }).map((group) => ({ ...group, nodes: group.nodes.filter((id) => ids.has(id)) }));
  const graph: Graph = {
    format: 'heddle.workflow/1',
    name: readName(roots.workflow, problems),
    nodes,
    edges,
    notes,
    groups,
    settings: readSettings(roots.workflow, problems),
    pinned: readPinned(roots.pinned, ids, problems),
    ...readExamples(roots.workflow, problems),
    ...readImported(roots.workflow, problems),
  };
  return { graph, notices, problems };
}

type Read<T> = { value: T } | { issues: readonly { path: readonly PropertyKey[]; message: string }[] };

interface ReadState {
  problems: Problem[];
  cache: ProjectionCache | undefined;
}

function readAll<T extends object>(
  root: YMap,
  state: ReadState,
  kind: { list: 'nodes' | 'edges' | 'notes' | 'groups'; one: (id: string, entry: unknown) => Read<T> },
): T[] {
  const cache = kind.list === 'groups' ? undefined : state.cache?.[kind.list];
  const found: T[] = [];
  for (const id of orderedKeys(root)) {
    const known = cache?.get(id);
    if (known) {
      found.push(known as T); // written below, by the same reader
      continue;
    }
    const result: Read<T> =
      isReservedId(id) || !graphIdSchema.safeParse(id).success
        ? { issues: [{ path: ['id'], message: 'The id is not allowed.' }] }
        : kind.one(id, root.get(id));
    if ('value' in result) {
      cache?.set(id, result.value);
      found.push(result.value);
    } else {
      const nodeId = kind.list === 'nodes' ? id : null;
      for (const issue of result.issues) {
        state.problems.push(
          unreadable([kind.list, id, ...issue.path.map(String)].join('.'), nodeId, issue.message),
        );
      }
    }
  }
  return found;
}

function readNode(id: string, entry: unknown): Read<GraphNode> {
  const fields = readEntry(id, entry);
  if (!fields) return { issues: [{ path: [], message: 'It is not a node.' }] };
  const { parameters, ...rest } = fields;
  if (typeof parameters !== 'object' || parameters === null || Array.isArray(parameters)) {
    return { issues: [{ path: ['parameters'], message: 'They are not an object.' }] };
  }
  const parsed = nodeShape.safeParse(rest);
  return parsed.success ? { value: { ...parsed.data, parameters } } : { issues: parsed.error.issues };
}

function readPlain<T>(schema: z.ZodType<T>, id: string, entry: unknown): Read<T> {
  const fields = readEntry(id, entry);
  if (!fields) return { issues: [{ path: [], message: 'It cannot be read.' }] };
  const parsed = schema.safeParse(fields);
  return parsed.success ? { value: parsed.data } : { issues: parsed.error.issues };
}

function readEntry(id: string, entry: unknown): JsonObject | undefined {
  const fields = readObject(entry);
  if (!fields) return undefined;
  const { order: _order, ...rest } = fields;
  return { ...rest, id };
}

function readName(workflow: YMap, problems: Problem[]): string {
  const name = readJson(workflow.get('name'));
  if (typeof name === 'string' && name.length > 0 && name.length <= 200) return name;
  problems.push(unreadable('name', null, 'The name is missing or longer than 200 characters.'));
  return 'Untitled';
}

function readSettings(workflow: YMap, problems: Problem[]): Graph['settings'] {
  const parsed = workflowSettingsSchema.safeParse(readObject(mapAt(workflow, 'settings')) ?? {});
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) {
    problems.push(unreadable(['settings', ...issue.path].map(String).join('.'), null, issue.message));
  }
  return workflowSettingsSchema.parse({});
}

function readExamples(workflow: YMap, problems: Problem[]): Pick<Graph, 'examples'> {
  const value = readJson(workflow.get('examples'));
  if (value === undefined) return {};
  const parsed = exampleSchema.array().safeParse(value);
  if (parsed.success) return { examples: parsed.data };
  problems.push(unreadable('examples', null, 'The examples cannot be read.'));
  return {};
}

function readImported(workflow: YMap, problems: Problem[]): Pick<Graph, 'imported'> {
  const value = readJson(workflow.get('imported'));
  if (value === undefined) return {};
  const parsed = importedSchema.safeParse(value);
  if (parsed.success) return { imported: parsed.data };
  problems.push(unreadable('imported', null, 'Its origin cannot be read.'));
  return {};
}

function readPinned(root: YMap, ids: ReadonlySet<string>, problems: Problem[]): Graph['pinned'] {
  const pinned: Graph['pinned'] = {};
  const schema = pinnedItemSchema.array();
  for (const id of [...root.keys()].sort()) {
    if (!ids.has(id)) continue;
    const parsed = schema.safeParse(readJson(root.get(id)) satisfies Json | undefined);
    if (parsed.success) pinned[id] = parsed.data;
    else problems.push(unreadable(`pinned.${id}`, id, 'The pinned data is not a list of items.'));
  }
  return pinned;
}

function unreadable(path: string, nodeId: string | null, reason: string): Problem {
  return {
    code: 'draft.unreadable',
    severity: 'error',
    nodeId,
    path: path.slice(0, 300),
    message: `This part of the draft cannot be read: ${reason}`,
    params: { reason },
    fix: 'Undo the last change, or reload the editor.',
  };
}

function droppedEdge(edgeId: string): DraftNotice {
  return {
    code: 'draft.edge-dropped',
    message: 'A connection is hidden because a node at one of its ends was removed.',
    nodeId: null,
    edgeId,
  };
}
