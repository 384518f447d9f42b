/**
 * The last look at what an executor gives back, before it is recorded: known ports, plain JSON within bounds, texts the
 * database can keep, lineage filled in.
 */
import type { PlanNode } from '@/core/engine/types';
import { toStorableText } from '@/core/graph/inspect-input';
import type { Item, ItemOrigin } from '@/core/items/item';
import { mapTexts } from '@/core/items/map-texts';
import { measureJson, type NotJson } from '@/core/items/plain-json';
import type { OutputItem } from '@/core/node-kit/executor';
import { NodeFailure } from '@/core/node-kit/node-failure';

export interface OutputLimits {
  /** Items in all. */
  maxItems: number;
  /** Estimated characters of JSON in all. */
  maxSize: number;
  maxDepth: number;
}

/** Items of every port, sealed. Throws NodeFailure naming port and item when something cannot be recorded. */
export function sealOutputs(
  node: PlanNode,
  outputs: Record<string, readonly OutputItem[]>,
  limits: OutputLimits,
): Record<string, Item[]> {
  const seal = createSealer(node, limits);
  return Object.fromEntries(Object.entries(outputs).map(([port, items]) => [port, seal(port, items).items]));
}

/** The items of one call, and their estimated characters of JSON. */
export interface Sealed {
  items: Item[];
  size: number;
}

/** Seals the outputs of one step piece by piece: the limits are for all of them together. */
export function createSealer(
  node: PlanNode,
  limits: OutputLimits,
): (port: string, items: readonly OutputItem[]) => Sealed {
  const given = new Map<string, number>();
  let left = limits.maxSize;
  let count = 0;
  return (port, items) => {
    const first = given.get(port) ?? 0;
    if (first === 0 && !node.outputPorts.some(({ name }) => name === port)) throw unknownPort(node, port);
    given.set(port, first + items.length);
    count += items.length;
    if (count > limits.maxItems) throw tooMany(limits.maxItems);
    const before = left;
    const sealed = items.map((item, at) => {
      const measured = measureJson(item.json, { maxDepth: limits.maxDepth, maxSize: left });
      if (!('size' in measured)) throw notJson(measured, { port, index: first + at, limits });
      left -= measured.size;
      return sealItem(item);
    });
    return { items: sealed, size: before - left };
  };
}

/** A copy with the known members alone and texts that the database can keep. */
export function sealItem(item: OutputItem): Item {
  return {
    json: mapTexts(item.json, toStorableText),
    ...(item.binary === undefined ? {} : { binary: item.binary }),
    ...(item.from === undefined ? {} : { from: item.from }),
  };
}

/**
 * Lineage of a node that works on all items at once and says nothing itself: from the only item there was, or item by
 * item where as many came out as went in. Anything else stays undetermined.
 */
export function fillListLineage(
  outputs: Record<string, readonly OutputItem[]>,
  inputs: Readonly<Record<string, readonly Item[]>>,
): Record<string, OutputItem[]> {
  const live = Object.entries(inputs).filter(([, items]) => items.length > 0);
  const [only] = live;
  const count = only?.[1].length ?? 0;
  const originOf = (index: number, produced: number): ItemOrigin[] | undefined => {
    if (!only || live.length > 1) return undefined;
    if (count === 1) return [{ port: only[0], index: 0 }];
    return produced === count ? [{ port: only[0], index }] : undefined;
  };
  return Object.fromEntries(
    Object.entries(outputs).map(([port, items]) => [
      port,
      items.map((item, index) => {
        const from = item.from ?? originOf(index, items.length);
        return from === undefined ? item : { ...item, from };
      }),
    ]),
  );
}

function unknownPort(node: PlanNode, port: string): NodeFailure {
  return NodeFailure.final(
    'step.unknown-port',
    `"${node.type}" gave items for a port it does not have (${port}). Report this.`,
  );
}

function tooMany(limit: number): NodeFailure {
  return NodeFailure.final(
    'step.too-many-items',
    `This node gave more than ${limit} items. Split the work into smaller parts, or ask an admin to raise the limit.`,
    { details: { limit } },
  );
}

const REASONS: Record<NotJson['reason'], string> = {
  type: 'is not plain JSON. Give text, numbers, true, false, null, lists and objects only.',
  number: 'is no finite number. JSON cannot hold it; use null or text instead.',
  depth: 'is nested too deeply. Flatten it.',
  size: 'makes the output too large. Keep only the fields that are needed, split the work into smaller parts, or ask an admin to raise the limit.',
  key: 'has a name that is not allowed. Rename the field.',
};

function notJson(fault: NotJson, at: { port: string; index: number; limits: OutputLimits }): NodeFailure {
  const place = fault.path === '' ? `Item ${at.index}` : `"${fault.path}" of item ${at.index}`;
  return NodeFailure.final(
    fault.reason === 'size' ? 'step.output-too-large' : 'step.output-not-json',
    `${place} (${fault.found}) ${REASONS[fault.reason]}`,
    { details: { port: at.port, index: at.index, path: fault.path } },
  );
}
