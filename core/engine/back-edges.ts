/**
 * Finds the edges that close a cycle: by depth-first search that takes nodes and edges in file order, those first that
 * nothing leads to, so the same file always has the same back edges. Where every cycle has one node by which it is
 * entered, the order of the file does not matter. Without the back edges the graph has no cycle.
 */

interface Arrow {
  id: string;
  source: string;
  target: string;
}

/** What leads back: with a limit of its own, or without one. */
export interface BackEdges {
  limited: ReadonlySet<string>;
  unlimited: ReadonlySet<string>;
}

/** Ids of the back edges. Edges from or to unknown nodes are passed over. Linear time, no recursion. */
export function findBackEdges(nodes: readonly { id: string }[], edges: readonly Arrow[]): Set<string> {
  const leaving = leavingEdges(nodes, edges);
  const led = new Set(edges.filter((edge) => leaving.has(edge.source)).map((edge) => edge.target));
  const back = new Set<string>();
  const done = new Set<string>();
  const open = new Set<string>();
  for (const { id } of [
    ...nodes.filter((node) => !led.has(node.id)),
    ...nodes.filter((node) => led.has(node.id)),
  ]) {
    if (done.has(id)) continue;
    const stack = [{ id, next: 0 }];
    open.add(id);
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const edge = leaving.get(top.id)?.[top.next++];
      if (!edge) {
        open.delete(top.id);
        done.add(top.id);
        stack.pop();
      } else if (open.has(edge.target)) {
        back.add(edge.id);
      } else if (!done.has(edge.target)) {
        open.add(edge.target);
        stack.push({ id: edge.target, next: 0 });
      }
    }
  }
  return back;
}

/**
 * The edges that lead back, by whether they say how often at most. An edge with a limit is taken for the one that leads
 * back wherever it can be: a person has marked it. Linear, but where limits stand on several edges of one cycle.
 */
export function splitBackEdges(
  nodes: readonly { id: string }[],
  edges: readonly (Arrow & { maxIterations?: number | undefined })[],
): BackEdges {
  const isLimited = (edge: { maxIterations?: number | undefined }) => edge.maxIterations !== undefined;
  const unlimited = findBackEdges(
    nodes,
    edges.filter((edge) => !isLimited(edge)),
  );
  const rest = edges.filter((edge) => !unlimited.has(edge.id));
  const found = findBackEdges(nodes, rest);
  const limited = new Set(rest.filter((edge) => isLimited(edge) && found.has(edge.id)).map(({ id }) => id));
  const ahead = rest.filter((edge) => !limited.has(edge.id));
  if (findBackEdges(nodes, ahead).size === 0) return { limited, unlimited };
  const forward = ahead.filter((edge) => !isLimited(edge));
  for (const edge of ahead.filter(isLimited)) {
    if (leadsTo(leavingEdges(nodes, forward), edge.target, edge.source)) limited.add(edge.id);
    else forward.push(edge);
  }
  return { limited, unlimited };
}

function leavingEdges(nodes: readonly { id: string }[], edges: readonly Arrow[]): Map<string, Arrow[]> {
  const leaving = new Map<string, Arrow[]>(nodes.map((node) => [node.id, []]));
  for (const edge of edges) if (leaving.has(edge.target)) leaving.get(edge.source)?.push(edge);
  return leaving;
}

function leadsTo(leaving: ReadonlyMap<string, readonly Arrow[]>, from: string, to: string): boolean {
  const seen = new Set<string>();
  const open = [from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === to) return true;
    if (seen.has(id)) continue;
    seen.add(id);
    for (const { target } of leaving.get(id) ?? []) open.push(target);
  }
  return false;
}
