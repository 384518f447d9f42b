/**
 * The run so far, as expressions of a step see it. Everything that was moved to the blob store is loaded before the
 * step starts, because expressions read synchronously.
 */
import { dataOfFact } from '@/core/engine/fact-data';
import { batchOf } from '@/core/engine/iterations';
import { handOnPort, ITEM_PORT, NEXT_PORT } from '@/core/engine/loop-nodes';
import { nearestStep } from '@/core/engine/nearest-step';
import { findIteration, iterationOf } from '@/core/engine/path';
import type { Collected, StepState } from '@/core/engine/types';
import type { Item, PortData } from '@/core/items/item';
import {
  findPairedItem,
  whyUndetermined,
  type LineageDelivery,
  type LineageSource,
} from '@/core/items/lineage';
import { blobKeysOf, itemsIn, pagedBytes } from '@/core/items/port-data';
import { NodeFailure } from '@/core/node-kit/node-failure';
import { loadBlob, loadItems, type ItemCache } from '@/infra/blobs/port-data';
import type { BlobStore } from '@/infra/blobs/blob-store';
import type { RunData } from '@/worker/steps/expression-env';
import type { RunHandle } from './run-handle';
import type { StartStep } from './step-gateway';

/** Items of blobs by their key; shared by the steps of a run. */
const loaded = new WeakMap<RunHandle, Map<string, Item[]>>();

function blobsOf(run: RunHandle): Map<string, Item[]> {
  let known = loaded.get(run);
  if (!known) loaded.set(run, (known = new Map()));
  return known;
}

/** The items of port data, from memory or from the blob store. */
export async function itemsOf(blobs: BlobStore, run: RunHandle, data: PortData): Promise<Item[]> {
  // Most outputs are small enough to stay in memory; parts of large ones are read as parts.
  if (pagedBytes(data) > 0) return loadItems(blobs, data, { cache: pageCacheOf(run) });
  await loadBlobs(blobs, run, blobKeysOf(data));
  return inMemory(run, data) ?? [];
}

async function loadBlobs(blobs: BlobStore, run: RunHandle, keys: Iterable<string>): Promise<void> {
  const known = blobsOf(run);
  for (const key of keys) if (!known.has(key)) known.set(key, await loadBlob(blobs, key));
}

const complete = new WeakSet<RunHandle>();
/** Outputs that went to the blob store since the run was claimed. */
const storedSince = new WeakMap<RunHandle, PortData[]>();

/** Takes down what a step stored instead of holding it. */
export function noteStored(run: RunHandle, stored: readonly PortData[]): void {
  const known = storedSince.get(run);
  if (known) known.push(...stored);
  else storedSince.set(run, [...stored]);
}

/**
 * Loads every output of the run that lies in the blob store: lineage may lead through any of them. These are in the
 * facts the run was claimed with, or were stored since; the rest is in memory. Throws `step.input-too-large` for more
 * than may be held.
 */
export async function loadAllOutputs(blobs: BlobStore, run: RunHandle, maxBytes: number): Promise<void> {
  const since = storedSince.get(run) ?? [];
  if (complete.has(run) && since.length === 0) return;
  const all = [...run.row.facts.flatMap(dataOfFact), ...since];
  demandHeld(
    all.reduce((sum, data) => sum + pagedBytes(data), 0),
    maxBytes,
  );
  for (const data of all) await loadBlobs(blobs, run, blobKeysOf(data));
  storedSince.delete(run);
  complete.add(run);
}

/** Throws `step.input-too-large` where a step has to hold more than it may. */
export function demandHeld(bytes: number, maxBytes: number): void {
  if (bytes <= maxBytes) return;
  throw NodeFailure.final(
    'step.input-too-large',
    `This node needs all of its items at once, and they are larger than ${maxBytes} characters. Keep fewer of them with a filter or an aggregate before, leave out "$input.all()" and other nodes' items, or ask an admin to raise the limit.`,
    { outcome: 'not-done', details: { limit: maxBytes } },
  );
}

/** Pages that were read last: the batches of a loop lie side by side. */
const pageCaches = new WeakMap<RunHandle, ItemCache>();
const CACHED_PAGES = 4;

/** Remembers the last pages that steps of the run read. */
export function pageCacheOf(run: RunHandle): ItemCache {
  let cache = pageCaches.get(run);
  if (!cache) {
    const pages = new Map<string, readonly Item[]>();
    cache = {
      get: (name) => pages.get(name),
      set(name, items) {
        pages.delete(name);
        pages.set(name, items);
        const [oldest] = pages.keys();
        if (pages.size > CACHED_PAGES && oldest !== undefined) pages.delete(oldest);
      },
    };
    pageCaches.set(run, cache);
  }
  return cache;
}

/** Lists put together from parts: asked for item by item, so made once. */
const joined = new WeakMap<PortData, Item[]>();

function inMemory(run: RunHandle, data: PortData | undefined): Item[] | undefined {
  if (!data) return undefined;
  if ('items' in data) return data.items;
  const known = joined.get(data);
  if (known) return known;
  const items = itemsIn(data, (key) => blobsOf(run).get(key));
  if (items) joined.set(data, items);
  return items;
}

/** What expressions of the step started by `command` may ask. */
export function createRunData(run: RunHandle, command: StartStep): RunData {
  const ids = nodeIdsByName(run);
  const source: LineageSource = {
    nodeOf: (key) => run.state.steps.get(key)?.nodeId ?? '',
    isTrigger: (key) => run.state.started?.trigger === run.state.steps.get(key)?.nodeId,
    deliveryTo(key, port, index) {
      const step = run.state.steps.get(key);
      const delivery = (key === command.step ? command.inputs : step?.inputs)?.[port];
      if (delivery)
        return { step: delivery.from, port: delivery.port, items: () => inMemory(run, delivery.data) };
      return step && port === NEXT_PORT ? collectedAt(run, step, index) : undefined;
    },
    itemsOf: (key, port) => inMemory(run, run.state.steps.get(key)?.outputs?.[port]),
  };
  const found = new Map<string, StepState | undefined>();
  const stepOf = (id: string | undefined) =>
    id === undefined ? undefined : nearestStep(run.state, id, command.path);
  const nearest = (name: string): StepState | undefined => {
    if (!found.has(name)) found.set(name, stepOf(ids.get(name)));
    return found.get(name);
  };
  const data: RunData = {
    nodeNames: () => [...ids.keys()],
    hasNode: (name) => ids.has(name),
    isExecuted(name) {
      const step = nearest(name);
      return step?.status === 'succeeded' || batchAround(step, command.path) !== undefined;
    },
    itemsOf(name, port) {
      const step = nearest(name);
      const node = run.plan.nodes.get(step?.nodeId ?? '');
      const batch = port === undefined || port === ITEM_PORT ? batchAround(step, command.path) : undefined;
      const first = node && handOnPort(node);
      return inMemory(run, batch ?? step?.outputs?.[port ?? first ?? 'main']) ?? [];
    },
    outputAt(name, index) {
      const node = run.plan.nodes.get(ids.get(name) ?? '');
      const port = node?.outputPorts[index]?.name;
      return port === undefined ? [] : data.itemsOf(name, port);
    },
    loopOf(name) {
      const step = nearest(name);
      const at = step?.iterations ? findIteration(command.path, step.nodeId) : -1;
      if (!step?.iterations || at < 0) return undefined;
      const currentRunIndex = iterationOf(command.path[at] ?? '');
      return { currentRunIndex, noItemsLeft: currentRunIndex >= step.iterations.starts.length - 2 };
    },
    sourceOf(port) {
      const delivery = command.inputs[port];
      const node = run.plan.nodes.get(run.state.steps.get(delivery?.from ?? '')?.nodeId ?? '');
      if (!delivery || !node) return undefined;
      const outputIndex = node.outputPorts.findIndex((output) => output.name === delivery.port);
      return { name: node.name, outputIndex: Math.max(0, outputIndex) };
    },
    pairedItem(name, origin) {
      const id = ids.get(name);
      return id === undefined
        ? undefined
        : findPairedItem(source, { step: command.step, origins: [origin] }, id);
    },
    undetermined(name, origin) {
      const why = whyUndetermined(source, { step: command.step, origins: [origin] }, ids.get(name) ?? '');
      const nameOf = (id: string | undefined) => run.plan.nodes.get(id ?? '')?.name ?? null;
      const at = why?.at == null ? null : nameOf(run.state.steps.get(why.at)?.nodeId);
      return why && { reason: why.reason, at, asking: nameOf(command.nodeId) ?? command.nodeId };
    },
  };
  return data;
}

const names = new WeakMap<RunHandle['plan'], Map<string, string>>();

function nodeIdsByName(run: RunHandle): Map<string, string> {
  let known = names.get(run.plan);
  if (!known) names.set(run.plan, (known = new Map(run.plan.ordered.map((node) => [node.name, node.id]))));
  return known;
}

/** The batch that a loop handed to the iteration in which the asking step is. */
function batchAround(step: StepState | undefined, path: readonly string[]): PortData | undefined {
  const at = step?.iterations ? findIteration(path, step.nodeId) : -1;
  return step?.iterations && at >= 0 ? batchOf(step.iterations, iterationOf(path[at] ?? '')) : undefined;
}

/** Where each delivery at a loop's `next` begins in what the loop put together. */
const places = new WeakMap<readonly Collected[], number[]>();

/** The delivery at a loop's `next` port in which the item at a place of its result came. */
function collectedAt(run: RunHandle, step: StepState, index: number): LineageDelivery | undefined {
  const { collected = [] } = step.iterations ?? {};
  let starts = places.get(collected);
  if (!starts) {
    let sum = 0;
    starts = collected.map(({ data }) => (sum += data.count) - data.count);
    places.set(collected, starts);
  }
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= index) low = middle;
    else high = middle - 1;
  }
  const one = collected[low];
  if (!one) return undefined;
  // An error item stands for an iteration that failed: no single item became it.
  if (one.from === null) return { step: step.key, port: NEXT_PORT, items: () => undefined };
  return {
    step: one.from,
    port: one.port,
    items: () => inMemory(run, one.data),
    index: index - (starts[low] ?? 0),
  };
}
