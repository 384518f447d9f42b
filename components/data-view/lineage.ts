/** Which items of a step's input and output belong together, from the lineage that items carry. Pure. */
import type { Item } from '@/core/items/item';

export type Side = 'input' | 'output';

/** An item of a step that a person points at. */
export interface PointedItem {
  side: Side;
  port: string;
  index: number;
}

type Ports = Readonly<Record<string, readonly Item[]>>;

/** Items of the other side, by port: those it came from, or those that came of it. Empty where lineage is not known. */
export function relatedItems(pointed: PointedItem, output: Ports): ReadonlyMap<string, ReadonlySet<number>> {
  const related = new Map<string, Set<number>>();
  const add = (port: string, index: number) => {
    const known = related.get(port);
    if (known) known.add(index);
    else related.set(port, new Set([index]));
  };
  if (pointed.side === 'output') {
    for (const origin of output[pointed.port]?.[pointed.index]?.from ?? []) add(origin.port, origin.index);
    return related;
  }
  for (const [port, items] of Object.entries(output)) {
    items.forEach((item, index) => {
      const isFrom = item.from?.some(
        (origin) => origin.port === pointed.port && origin.index === pointed.index,
      );
      if (isFrom) add(port, index);
    });
  }
  return related;
}
