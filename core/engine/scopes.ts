/**
 * Which path segments every step of a node is known to begin with. Each port with several edges adds a segment, so it
 * opens a scope; so does the body of a loop, where the segment is the iteration, and the entry of a cycle, where it is
 * the pass. A node where routes of different shape meet belongs to the scope that all of them share. Joins pair and dead
 * paths are found within one instance of a scope.
 *
 * A join in the body of a loop may have inputs from outside of it, as long as they do not wait for the loop: it stays in
 * the body, and what comes from outside is there in each iteration. So may a join that lies on a cycle.
 */
import { findMembers, reachFinder } from './cycle-members';
import { ITEM_PORT } from './loop-nodes';
import { cycleName } from './path';
import type { PlanEdge, PlanScope } from './types';

interface Shape {
  scope: PlanScope;
  /** Every path of the node has exactly the scope's segments and no more. */
  exact: boolean;
  /** Shapes with the same sign have the same paths. */
  sign: object;
}

export interface ScopedNode {
  id: string;
  isLoop: boolean;
  inputs: readonly { port: string; edges: readonly ScopedEdge[] }[];
  /** Where limited back edges that end in it come from: it is the entry of a cycle. */
  backFrom: readonly string[];
}

type ScopedEdge = Pick<PlanEdge, 'source' | 'sourcePort'>;

export interface Scopes {
  /** By node id. */
  nodes: ReadonlyMap<string, PlanScope>;
  /** Where the deliveries of each node come together, by node id: around the cycle that it is the entry of. */
  homes: ReadonlyMap<string, PlanScope>;
  /** The body of each loop, and each cycle, by the name in its segments. */
  bodies: ReadonlyMap<string, PlanScope>;
}

interface Survey {
  shapes: Map<string, Shape>;
  /** What the shape of a cycle's entry would be without the cycle. */
  before: Map<string, Shape>;
  loops: ReadonlySet<string>;
  bodies: Map<string, PlanScope>;
  root: Shape;
  /** Nodes behind a loop or a cycle's entry, itself included; worked out when first asked. */
  behind(entry: string): ReadonlySet<string>;
  /** Nodes that lie on the cycle with this entry; worked out when first asked. */
  members(entry: string): ReadonlySet<string>;
}

/** The scopes of a graph. `ordered` must be in plan order, `inputs` free of back edges. */
export function findScopes(ordered: readonly ScopedNode[]): Scopes {
  const rootScope: PlanScope = { parent: null, level: 0, entry: null, loop: null, depth: 0 };
  const survey: Survey = {
    shapes: new Map(),
    before: new Map(),
    loops: new Set(ordered.filter((node) => node.isLoop).map((node) => node.id)),
    bodies: new Map(),
    root: exactly(rootScope),
    behind: reachFinder(ordered),
    members: findMembers(ordered),
  };
  for (const node of ordered) {
    const ports = node.inputs.map(({ edges }) => ({ edges, shape: portShape(survey, node, edges) }));
    let shape = ports.length === 0 ? survey.root : meet(inBody(survey, node.id, ports));
    survey.before.set(node.id, shape);
    if (node.backFrom.length > 0)
      shape = exactly(addBody(survey, { entry: node.id, loop: cycleName(node.id), shape }));
    survey.shapes.set(node.id, shape);
    if (node.isLoop) addBody(survey, { entry: node.id, loop: node.id, shape });
  }
  return { nodes: scopesIn(survey.shapes), homes: scopesIn(survey.before), bodies: survey.bodies };
}

/** The scope of what a node hands out again and again. */
function addBody(
  survey: Survey,
  { entry, loop, shape: { scope } }: { entry: string; loop: string; shape: Shape },
): PlanScope {
  const body = { parent: scope, level: scope.level + 1, entry, loop, depth: 0 };
  survey.bodies.set(loop, body);
  return body;
}

function scopesIn(shapes: ReadonlyMap<string, Shape>): Map<string, PlanScope> {
  return new Map([...shapes].map(([id, { scope }]) => [id, scope]));
}

/** Whether a scope is a loop's body or a cycle, and not the place of an edge's segment within one. */
function isBody(survey: Survey, scope: PlanScope): boolean {
  return scope.loop !== null && survey.bodies.get(scope.loop) === scope;
}

/** Whether a scope is another one or lies in it. */
export function isScopeWithin(scope: PlanScope, outer: PlanScope): boolean {
  let at: PlanScope | null = scope;
  while (at && at.level > outer.level) at = at.parent;
  return at === outer;
}

/** Where the deliveries of an edge are: the body for a loop's `item` port, else the source's own scope. */
export function edgeScope(
  edge: ScopedEdge,
  source: { isLoop: boolean; scope: PlanScope },
  bodies: ReadonlyMap<string, PlanScope>,
): PlanScope {
  const body = source.isLoop && edge.sourcePort === ITEM_PORT ? bodies.get(edge.source) : undefined;
  return body ?? source.scope;
}

function exactly(scope: PlanScope): Shape {
  return { scope, exact: true, sign: scope };
}

function vaguely(scope: PlanScope): Shape {
  return { scope, exact: false, sign: {} };
}

function portShape(survey: Survey, { id, backFrom }: ScopedNode, edges: readonly ScopedEdge[]): Shape {
  const met = meet(edges.map((edge) => shapeOf(survey, edge)));
  // What enters a cycle is told apart by the segment of the pass that it begins.
  if (edges.length === 1 || backFrom.length > 0) return met;
  if (!met.exact) return vaguely(met.scope);
  const { scope } = met;
  return exactly({
    parent: scope,
    level: scope.level + 1,
    entry: id,
    loop: scope.loop,
    depth: scope.depth + 1,
  });
}

function shapeOf(survey: Survey, edge: ScopedEdge): Shape {
  const source = survey.shapes.get(edge.source) ?? survey.root;
  if (edge.sourcePort !== ITEM_PORT || !survey.loops.has(edge.source)) return source;
  const body = survey.bodies.get(edge.source);
  return body ? exactly(body) : source;
}

interface JoinPort {
  edges: readonly ScopedEdge[];
  shape: Shape;
}

/**
 * The ports' shapes; those from outside a loop or a cycle count as being in it, where that is what the join is in. What
 * only follows a cycle waits for all of it instead.
 */
function inBody(survey: Survey, nodeId: string, ports: readonly JoinPort[]): Shape[] {
  const shapes = ports.map(({ shape }) => shape);
  if (ports.length < 2) return shapes;
  for (const body of bodiesOf(survey, shapes)) {
    const { entry } = body;
    if (entry === null || (body.loop !== entry && !survey.members(entry).has(nodeId))) continue;
    const outer = ports.filter(({ shape }) => !isScopeWithin(shape.scope, body));
    if (outer.length === 0 || !outer.every((port) => reaches(survey, port, body))) continue;
    return ports.map((port) => (outer.includes(port) ? exactly(body) : port.shape));
  }
  return shapes;
}

/** The bodies that the deepest of the shapes lies in, the innermost first. */
function bodiesOf(survey: Survey, shapes: readonly Shape[]): PlanScope[] {
  let deepest: PlanScope[] = [];
  for (const { scope } of shapes) {
    const bodies: PlanScope[] = [];
    for (let at: PlanScope | null = scope; at; at = at.parent) if (isBody(survey, at)) bodies.push(at);
    if (bodies.length > deepest.length) deepest = bodies;
  }
  return deepest;
}

/** Whether what comes over the port is there before the iterations of the body begin, on a path that all of them share. */
function reaches(survey: Survey, { edges, shape }: JoinPort, body: PlanScope): boolean {
  const [edge] = edges;
  if (!edge || edges.length > 1) return false;
  let entered = body;
  for (let at = body.parent; at && !isScopeWithin(shape.scope, at); at = at.parent) {
    if (isBody(survey, at)) entered = at;
  }
  const entry = entered.entry ?? '';
  const before = (entered.loop === entry ? survey.shapes : survey.before).get(entry);
  if (!before || survey.behind(entry).has(edge.source)) return false;
  return shape.sign === before.sign || (shape.exact && isScopeWithin(before.scope, shape.scope));
}

function meet(shapes: readonly Shape[]): Shape {
  const [first, ...others] = shapes;
  // Callers never hand in an empty list: a node without inputs is the root's.
  if (!first) return vaguely({ parent: null, level: 0, entry: null, loop: null, depth: 0 });
  if (others.every((shape) => shape.sign === first.sign)) return first;
  return vaguely(others.reduce((scope, shape) => shared(scope, shape.scope), first.scope));
}

function shared(a: PlanScope, b: PlanScope): PlanScope {
  let [left, right] = [a, b];
  while (left !== right) {
    if (left.level >= right.level && left.parent) left = left.parent;
    else if (right.parent) right = right.parent;
    else return left;
  }
  return left;
}
