/**
 * Which path segments every step of a node is known to begin with. Each port with several edges adds a segment, so it
 * opens a scope; a node where routes of different shape meet belongs to the scope that all of them share. Joins pair
 * and dead paths are found within one instance of a scope, and loops will open scopes in the same way.
 */
import type { PlanEdge, PlanScope } from './types';

interface Shape {
  scope: PlanScope;
  /** Every path of the node has exactly the scope's segments and no more. */
  exact: boolean;
}

interface ScopedNode {
  id: string;
  inputs: readonly { port: string; edges: readonly PlanEdge[] }[];
}

/** The scope of each node, by id. `ordered` must be in plan order. */
export function findScopes(ordered: readonly ScopedNode[]): Map<string, PlanScope> {
  const root: PlanScope = { parent: null, depth: 0, entry: null };
  const shapes = new Map<string, Shape>();
  for (const node of ordered) {
    const ports = node.inputs.map(({ edges }) =>
      portShape(node.id, edges, (id) => shapes.get(id) ?? { scope: root, exact: true }),
    );
    shapes.set(node.id, ports.length === 0 ? { scope: root, exact: true } : meet(ports));
  }
  return new Map([...shapes].map(([id, shape]) => [id, shape.scope]));
}

function portShape(nodeId: string, edges: readonly PlanEdge[], shapeOf: (nodeId: string) => Shape): Shape {
  const met = meet(edges.map((edge) => shapeOf(edge.source)));
  if (edges.length === 1 || !met.exact) return met;
  return { scope: { parent: met.scope, depth: met.scope.depth + 1, entry: nodeId }, exact: true };
}

function meet(shapes: readonly Shape[]): Shape {
  let met: Shape | undefined;
  for (const shape of shapes) {
    if (!met) met = shape;
    else if (met.scope !== shape.scope) met = { scope: shared(met.scope, shape.scope), exact: false };
    else if (!shape.exact) met = { scope: met.scope, exact: false };
  }
  // Callers never hand in an empty list: a node without inputs is the root's.
  return met ?? { scope: { parent: null, depth: 0, entry: null }, exact: true };
}

function shared(a: PlanScope, b: PlanScope): PlanScope {
  let [left, right] = [a, b];
  while (left !== right) {
    if (left.depth >= right.depth && left.parent) left = left.parent;
    else if (right.parent) right = right.parent;
    else return left;
  }
  return left;
}
