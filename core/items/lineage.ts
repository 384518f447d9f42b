/**
 * Where an item came from. Each item names the inputs of its own step that it was made of (`from`); walking those names
 * back along deliveries answers "the item of that node which this one came from". Pure; bounded by the steps visited.
 */
import type { Item, ItemOrigin } from './item';

/** Where an input item came from. */
export interface LineageDelivery {
  step: string;
  port: string;
  /** Its place there, where that is another than at the input port. */
  index?: number;
  /** What was delivered, where that is not all that left the port. */
  items?: () => readonly Item[] | undefined;
}

/** A run as far as lineage needs it. Steps are named by their keys. */
export interface LineageSource {
  nodeOf(step: string): string;
  /** True for a step that had no input: lineage ends there. */
  isTrigger(step: string): boolean;
  /**
   * Which output delivered the item at this place of an input port; undefined for a trigger or a dead port, and for what
   * no other item became.
   */
  deliveryTo(step: string, inputPort: string, index: number): LineageDelivery | undefined;
  /** What left the port of the step; undefined where it is not known (yet). */
  itemsOf(step: string, outputPort: string): readonly Item[] | undefined;
}

/** `undetermined`: an item on the way does not say where it came from, or several different items would fit. */
export type PairedItem = Item | undefined | 'undetermined';

/** Looked-at items at most; a wider lineage counts as undetermined. */
const MAX_VISITS = 10_000;

/**
 * The item of `node` that the given inputs of `step` came from; undefined when `node` does not lie on their way. An
 * item of the nearest step of that node wins: what lies behind it is not looked at.
 */
export function findPairedItem(
  source: LineageSource,
  start: { step: string; origins: readonly ItemOrigin[] },
  node: string,
): PairedItem {
  const open = start.origins.map((origin) => ({ step: start.step, origin }));
  const seen = new Set<string>();
  const found = new Set<Item>();
  let lost = false;
  for (let next = open.pop(); next; next = open.pop()) {
    const { step, origin } = next;
    const mark = `${step}\n${origin.port}\n${origin.index}`;
    if (seen.has(mark)) continue;
    seen.add(mark);
    if (seen.size > MAX_VISITS) return 'undetermined';
    const delivery = source.deliveryTo(step, origin.port, origin.index);
    if (!delivery) continue;
    const items = delivery.items ? delivery.items() : source.itemsOf(delivery.step, delivery.port);
    const item = items?.[delivery.index ?? origin.index];
    if (!item) lost = true;
    else if (source.nodeOf(delivery.step) === node) found.add(item);
    else if (item.from && item.from.length > 0) {
      for (const before of item.from) open.push({ step: delivery.step, origin: before });
    } else lost ||= !source.isTrigger(delivery.step);
  }
  return settle(found, lost);
}

function settle(found: ReadonlySet<Item>, lost: boolean): PairedItem {
  if (found.size > 1) return 'undetermined';
  const [only] = found;
  return only ?? (lost ? 'undetermined' : undefined);
}
