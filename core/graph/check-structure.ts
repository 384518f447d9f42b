/**
 * Is the file whole: ids unique, none of them a word of JavaScript's own objects, every reference with its target.
 * A file with such a problem is refused; a draft can never hold one.
 */
import type { Graph, GraphEdge } from '@/core/contracts/portable-workflow';
import type { Problem } from '@/core/errors/problem';

const RESERVED_IDS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** True for ids that would name something else where an object is used as a table. */
export function isReservedId(id: string): boolean {
  return RESERVED_IDS.has(id);
}

/** All structural problems, in file order. Linear. */
export function checkStructure(graph: Graph): Problem[] {
  const nodes = new Set(graph.nodes.map((node) => node.id));
  return [
    ...checkIds(graph.nodes, 'nodes', true),
    ...checkIds(graph.edges, 'edges', false),
    ...checkIds(graph.notes, 'notes', false),
    ...checkIds(graph.groups, 'groups', false),
    ...graph.edges.flatMap((edge, index) => danglingEnds(edge, index, nodes)),
    ...graph.groups.flatMap((group, index) =>
      group.nodes.flatMap((id, at) =>
        nodes.has(id) ? [] : [unknownNode(`groups.${index}.nodes.${at}`, id)],
      ),
    ),
    ...Object.keys(graph.pinned).flatMap((id) => (nodes.has(id) ? [] : [unknownNode(`pinned.${id}`, id)])),
  ];
}

function checkIds(list: readonly { id: string }[], where: string, areNodes: boolean): Problem[] {
  const seen = new Set<string>();
  const problems: Problem[] = [];
  list.forEach(({ id }, index) => {
    const place = { nodeId: areNodes ? id : null, path: `${where}.${index}.id`, params: { id, list: where } };
    if (isReservedId(id)) {
      problems.push({
        code: 'graph.reserved-id',
        severity: 'error',
        ...place,
        message: `"${id}" cannot be used as an id.`,
        fix: 'Choose another id.',
      });
    }
    if (seen.has(id)) {
      problems.push({
        code: 'graph.duplicate-id',
        severity: 'error',
        ...place,
        message: `The id "${id}" is used more than once in ${where}.`,
        fix: 'Give each its own id.',
      });
    }
    seen.add(id);
  });
  return problems;
}

function danglingEnds(edge: GraphEdge, index: number, nodes: ReadonlySet<string>): Problem[] {
  return (['source', 'target'] as const)
    .filter((end) => !nodes.has(edge[end]))
    .map((end) => ({
      code: 'graph.dangling-edge',
      severity: 'error' as const,
      nodeId: null,
      path: `edges.${index}.${end}`,
      message: `Edge "${edge.id}" names a node "${edge[end]}" that does not exist.`,
      params: { edge: edge.id, node: edge[end], where: 'file' },
      fix: 'Remove the edge, or add the node.',
    }));
}

function unknownNode(path: string, id: string): Problem {
  return {
    code: 'graph.unknown-node',
    severity: 'error',
    nodeId: null,
    path,
    message: `There is no node "${id}".`,
    params: { node: id },
    fix: 'Remove the reference, or add the node.',
  };
}
