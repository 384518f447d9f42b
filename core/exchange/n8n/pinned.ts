/** Pinned data: n8n keeps it by the names of nodes, as items or as plain objects. */
import type { Graph } from '@/core/contracts/portable-workflow';
import { checkPinned } from '@/core/draft/pinned-data';
import { isPlainObject } from '@/core/items/plain-json';
import type { MadeNode } from './make-node';
import type { Remark } from './report';
import { toSafeObject } from './safe-value';

/** Pinned items by the ids of nodes. What cannot be pinned here is told and left out. */
export function readPinned(
  value: unknown,
  made: readonly MadeNode[],
  tell: (remark: Remark) => void,
): Graph['pinned'] {
  const pinned: Graph['pinned'] = {};
  if (!isPlainObject(value)) return pinned;
  const byName = new Map([...made].reverse().map((one) => [one.source.name, one.node]));
  for (const [name, given] of Object.entries(value)) {
    const node = byName.get(name);
    if (!node || given === null || given === undefined) continue;
    const list: unknown[] = Array.isArray(given) ? given : [given];
    const items = list.filter(isPlainObject).map((item) => ({ json: toSafeObject(jsonOf(item)) }));
    const problem = checkPinned(items);
    if (problem) {
      const reason =
        problem.code === 'too-many' || problem.code === 'too-large' ? 'it is too much' : 'it is not JSON';
      tell({ code: 'pinned.left-out', values: { node: node.name, reason } });
      continue;
    }
    if (list.some((item) => isPlainObject(item) && isPlainObject(item['binary']))) {
      tell({ code: 'pinned.binary', values: { node: node.name } });
    }
    pinned[node.id] = items;
  }
  return pinned;
}

/** The data of an item; old files have it without the wrapping. */
function jsonOf(item: Record<string, unknown>): unknown {
  return isPlainObject(item['json']) ? item['json'] : item;
}
