/** Which nodes of an imported workflow have another name by now. */
import type { Graph } from '@/core/contracts/portable-workflow';
import { unseal } from './envelope';
import { own } from './safe-value';

/** Names in the file → names now, where a person changed them. */
export function renamed(graph: Graph): Map<string, string> {
  const names = new Map<string, string>();
  for (const node of graph.nodes) {
    const sealed = unseal(node.imported);
    const original = own(sealed, 'node', 'name');
    if (sealed?.['as'] !== node.id || sealed['name'] === node.name || typeof original !== 'string') continue;
    if (!names.has(original)) names.set(original, node.name);
  }
  return names;
}
