/**
 * Plan order: a topological order of the forward edges in which, of the nodes that could come next, the one that stands
 * first in the file does.
 */

/** Node ids in plan order. `edges` must be free of cycles (back edges left out). */
export function planOrder(
  nodes: readonly { id: string }[],
  edges: readonly { source: string; target: string }[],
): string[] {
  const place = new Map(nodes.map((node, index) => [node.id, index]));
  const targets: number[][] = nodes.map(() => []);
  const missing = new Int32Array(nodes.length);
  for (const edge of edges) {
    const source = place.get(edge.source);
    const target = place.get(edge.target);
    if (source === undefined || target === undefined) continue;
    targets[source]?.push(target);
    missing[target] = (missing[target] ?? 0) + 1;
  }
  const ready: number[] = [];
  for (let index = 0; index < nodes.length; index++) if (missing[index] === 0) pushHeap(ready, index);
  const order: string[] = [];
  for (let index = popHeap(ready); index !== undefined; index = popHeap(ready)) {
    order.push(nodes[index]?.id ?? '');
    for (const target of targets[index] ?? []) {
      const left = (missing[target] ?? 0) - 1;
      missing[target] = left;
      if (left === 0) pushHeap(ready, target);
    }
  }
  return order;
}

/** Adds to a binary heap whose smallest number is first. */
function pushHeap(heap: number[], value: number): void {
  let at = heap.length;
  heap.push(value);
  while (at > 0) {
    const parent = (at - 1) >> 1;
    const above = heap[parent] ?? 0;
    if (above <= value) break;
    heap[at] = above;
    at = parent;
  }
  heap[at] = value;
}

function popHeap(heap: number[]): number | undefined {
  const first = heap[0];
  const last = heap.pop();
  if (first === undefined || last === undefined || heap.length === 0) return first;
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && (heap[child + 1] ?? 0) < (heap[child] ?? 0)) child++;
    const below = heap[child] ?? 0;
    if (below >= last) break;
    heap[at] = below;
    at = child;
  }
  heap[at] = last;
  return first;
}
