/**
 * What changed from one graph to another: nodes, edges, notes, groups, settings, pinned data and the order in the file.
 * Nodes are the same when their ids are; of their secrets is said that they changed, and not how. Linear in the size of both graphs; empty exactly when both are equal.
 */
import type { Graph, GraphEdge, GraphNode } from '@/core/contracts/portable-workflow';
import type { FieldChange, GraphDiff, NodeRef, PartsDiff } from '@/core/contracts/graph-diff';
import type { Json } from '@/core/items/item';
import type { Catalog } from '@/core/node-kit/definition';
import { labelsOfPath } from '@/core/node-kit/labels-of-path';
import { diffValues, sameJson } from './diff-values';
import { hideSecrets } from './hide-secrets';

/** The difference. The catalog gives the words for parameters; those of unknown node types keep their paths. */
export function diffGraphs(from: Graph, to: Graph, catalog: Catalog): GraphDiff {
  const nodes = match(from.nodes, to.nodes);
  return {
    added: nodes.added.map(refOf),
    removed: nodes.removed.map(refOf),
    changed: nodes.both.flatMap(([before, after]) => {
      const fields = nodeFields(before, after, catalog);
      const moved = !sameJson(before.position, after.position);
      return fields.length === 0 && !moved ? [] : [{ ...refOf(after), fields, moved }];
    }),
    edges: diffEdges(from.edges, to.edges),
    notes: diffParts(from.notes, to.notes, ({ text, position, size }) => ({ text, position, size })),
    groups: diffParts(from.groups, to.groups, ({ name, nodes: members, collapsed }) => {
      return { name, nodes: members, collapsed };
    }),
    workflow: fieldChanges(workflowContent(from), workflowContent(to)),
    pinned: diffPinned(from.pinned, to.pinned),
    reordered: (['nodes', 'edges', 'notes', 'groups'] as const).filter((list) =>
      isReordered(from[list], to[list]),
    ),
  };
}

/** What came with an import is no content: it changes nothing that runs. */
function workflowContent({ name, settings, examples }: Graph): object {
  return { name, settings, ...(examples === undefined ? {} : { examples }) };
}

interface Matched<T> {
  added: T[];
  removed: T[];
  both: (readonly [T, T])[];
}

function match<T extends { id: string }>(from: readonly T[], to: readonly T[]): Matched<T> {
  const before = new Map(from.map((entry) => [entry.id, entry]));
  const after = new Set(to.map((entry) => entry.id));
  return {
    added: to.filter((entry) => !before.has(entry.id)),
    removed: from.filter((entry) => !after.has(entry.id)),
    both: to.flatMap((entry) => {
      const old = before.get(entry.id);
      return old === undefined ? [] : [[old, entry] as const];
    }),
  };
}

function refOf({ id, name, type }: GraphNode): NodeRef {
  return { nodeId: id, name, type };
}

/** Everything of a node but its place. */
function nodeFields(before: GraphNode, after: GraphNode, catalog: Catalog): FieldChange[] {
  if (before === after) return [];
  const definition = catalog.find(after.type, after.typeVersion);
  const changes = fieldChanges(contentOf(before), contentOf(after));
  const shown = hideSecrets(changes, [catalog.find(before.type, before.typeVersion), definition]);
  return shown.map((change) => {
    const labels = labelsOfPath(change.path.split('.'), definition?.fields ?? []);
    return labels ? { ...change, label: labels.join(' › ') } : change;
  });
}

function contentOf({ name, type, typeVersion, parameters, settings, credentials }: GraphNode) {
  return { name, type, typeVersion, parameters, settings, credentials };
}

function fieldChanges(before: object, after: object): FieldChange[] {
  // Graphs are JSON: optional settings are left out, never undefined.
  const changes = diffValues(before as Json, after as Json, []);
  return changes.map(({ path, ...values }) => ({ path: path.join('.'), ...values }));
}

function diffEdges(from: readonly GraphEdge[], to: readonly GraphEdge[]): GraphDiff['edges'] {
  const edges = match(from, to);
  return {
    added: edges.added,
    removed: edges.removed,
    changed: edges.both.flatMap(([before, after]) => (sameJson(before, after) ? [] : [{ before, after }])),
  };
}

function diffParts<T extends { id: string }>(
  from: readonly T[],
  to: readonly T[],
  contentOfPart: (part: T) => object,
): PartsDiff {
  const parts = match(from, to);
  return {
    added: parts.added.map(({ id }) => id),
    removed: parts.removed.map(({ id }) => id),
    changed: parts.both.flatMap(([before, after]) => {
      const fields = fieldChanges(contentOfPart(before), contentOfPart(after));
      return fields.length === 0 ? [] : [{ id: after.id, fields }];
    }),
  };
}

function diffPinned(from: Graph['pinned'], to: Graph['pinned']): GraphDiff['pinned'] {
  const has = (pinned: Graph['pinned'], id: string) => Object.hasOwn(pinned, id);
  return {
    added: Object.keys(to).filter((id) => !has(from, id)),
    removed: Object.keys(from).filter((id) => !has(to, id)),
    changed: Object.keys(to).filter((id) => has(from, id) && !sameJson(from[id], to[id])),
  };
}

/** Whether what is in both stands in another order, or something new stands between it. */
function isReordered(from: readonly { id: string }[], to: readonly { id: string }[]): boolean {
  const there = new Set(to.map(({ id }) => id));
  const stayed = from.filter(({ id }) => there.has(id)).map(({ id }) => id);
  const known = new Set(stayed);
  const natural = [...stayed, ...to.filter(({ id }) => !known.has(id)).map(({ id }) => id)];
  return natural.some((id, index) => to[index]?.id !== id);
}

/** How many things changed, the way people count: a node, an edge, a setting. Order in the file counts once. */
export function countChanges(diff: GraphDiff): number {
  const parts = [diff.notes, diff.groups, diff.pinned, diff.edges, diff];
  const count = parts.reduce(
    (sum, part) => sum + part.added.length + part.removed.length + part.changed.length,
    0,
  );
  return count + diff.workflow.length + (diff.reordered.length > 0 ? 1 : 0);
}
