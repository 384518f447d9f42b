/**
 * Finds the edges that close a cycle: by depth-first search that takes nodes and edges in file order, so the same file
 * always has the same back edges. Without them the graph has no cycle.
 */

interface Arrow {
  id: string;
  source: string;
  target: string;
}

/** Ids of the back edges. Edges from or to unknown nodes are passed over. Linear time, no recursion. */
export function findBackEdges(nodes: readonly { id: string }[], edges: readonly Arrow[]): Set<string> {
  const leaving = new Map<string, Arrow[]>(nodes.map((node) => [node.id, []]));
  for (const edge of edges) if (leaving.has(edge.target)) leaving.get(edge.source)?.push(edge);
  const back = new Set<string>();
  const done = new Set<string>();
  const open = new Set<string>();
  for (const { id } of nodes) {
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
