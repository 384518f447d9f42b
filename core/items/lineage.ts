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

/** Why an item is undetermined. */
export interface Undetermined {
  /** `several`: more than one would fit; `unknown`: an item on the way does not say; `too-many`: too wide to follow. */
  reason: 'several' | 'unknown' | 'too-many';
  /** The step whose item does not say where it came from, where that is the reason. */
  at: string | null;
}

/** Looked-at items at most; a wider lineage counts as undetermined. */
const MAX_VISITS = 10_000;

/**
 * The item of `node` that the given inputs of `step` came from; undefined when `node` does not lie on their way. An
 * item of the nearest step of that node wins: what lies behind it is not looked at.
 */
export function findPairedItem(source: LineageSource, start: LineageStart, node: string): PairedItem {
  const found = walkBack(source, start, node);
  return 'reason' in found ? 'undetermined' : found.item;
}

/** Why `findPairedItem` gives no item, or undefined where it does. */
export function whyUndetermined(
  source: LineageSource,
  start: LineageStart,
  node: string,
): Undetermined | undefined {
  const found = walkBack(source, start, node);
  return 'reason' in found ? found : undefined;
}

export interface LineageStart {
  step: string;
  origins: readonly ItemOrigin[];
}

function walkBack(
  source: LineageSource,
  start: LineageStart,
  node: string,
): { item: Item | undefined } | Undetermined {
  const open = start.origins.map((origin) => ({ step: start.step, origin }));
  const seen = new Set<string>();
  const found = new Set<Item>();
  let lostAt: string | null = null;
  for (let next = open.pop(); next; next = open.pop()) {
    const { step, origin } = next;
    const mark = `${step}\n${origin.port}\n${origin.index}`;
    if (seen.has(mark)) continue;
    seen.add(mark);
    if (seen.size > MAX_VISITS) return { reason: 'too-many', at: null };
    const delivery = source.deliveryTo(step, origin.port, origin.index);
    if (!delivery) continue;
    const items = delivery.items ? delivery.items() : source.itemsOf(delivery.step, delivery.port);
    const item = items?.[delivery.index ?? origin.index];
    if (!item) lostAt ??= delivery.step;
    else if (source.nodeOf(delivery.step) === node) found.add(item);
    else if (item.from && item.from.length > 0) {
      for (const before of item.from) open.push({ step: delivery.step, origin: before });
    } else if (!source.isTrigger(delivery.step)) lostAt ??= delivery.step;
  }
  if (found.size > 1) return { reason: 'several', at: null };
  const [only] = found;
  return only === undefined && lostAt !== null ? { reason: 'unknown', at: lostAt } : { item: only };
}
