/**
 * The run so far, as expressions of a step see it. Everything that was moved to the blob store is loaded before the
 * step starts, because expressions read synchronously.
 */
import type { StepKey, StepState } from '@/core/engine/types';
import type { Item, PortData } from '@/core/items/item';
import { findPairedItem, type LineageSource } from '@/core/items/lineage';
import { loadItems } from '@/infra/blobs/port-data';
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
  if ('items' in data) return data.items;
  const known = blobsOf(run).get(data.blobKey);
  if (known) return known;
  const items = await loadItems(blobs, data);
  blobsOf(run).set(data.blobKey, items);
  return items;
}

/** Loads every output of the run that lies in the blob store: lineage may lead through any of them. */
export async function loadAllOutputs(blobs: BlobStore, run: RunHandle): Promise<void> {
  for (const step of run.state.steps.values()) {
    for (const data of Object.values(step.outputs ?? {})) await itemsOf(blobs, run, data);
  }
}

/** What expressions of the step started by `command` may ask. */
export function createRunData(run: RunHandle, command: StartStep): RunData {
  const ids = nodeIdsByName(run);
  const inMemory = (data: PortData | undefined): readonly Item[] | undefined => {
    if (!data) return undefined;
    return 'items' in data ? data.items : blobsOf(run).get(data.blobKey);
  };
  const source: LineageSource = {
    nodeOf: (key) => run.state.steps.get(key)?.nodeId ?? '',
    isTrigger: (key) => run.state.started?.trigger === run.state.steps.get(key)?.nodeId,
    deliveryTo: (key, port) => {
      const inputs = key === command.step ? command.inputs : run.state.steps.get(key)?.inputs;
      const delivery = inputs?.[port];
      return delivery && { step: delivery.from, port: delivery.port };
    },
    itemsOf: (key, port) => inMemory(run.state.steps.get(key)?.outputs?.[port]),
  };
  const nearest = (name: string): StepState | undefined => nearestStep(run, ids.get(name), command.path);
  return {
    nodeNames: () => [...ids.keys()],
    hasNode: (name) => ids.has(name),
    isExecuted: (name) => nearest(name)?.status === 'succeeded',
    itemsOf(name, port) {
      const step = nearest(name);
      const node = run.plan.nodes.get(step?.nodeId ?? '');
      return inMemory(step?.outputs?.[port ?? node?.outputPorts[0]?.name ?? 'main']) ?? [];
    },
    pairedItem(name, origin) {
      const id = ids.get(name);
      return id === undefined
        ? undefined
        : findPairedItem(source, { step: command.step, origins: [origin] }, id);
    },
  };
}

const names = new WeakMap<RunHandle['plan'], Map<string, string>>();

function nodeIdsByName(run: RunHandle): Map<string, string> {
  let known = names.get(run.plan);
  if (!known) names.set(run.plan, (known = new Map(run.plan.ordered.map((node) => [node.name, node.id]))));
  return known;
}

/** The step of a node that shares the longest path with the asking step: the same iteration, else the enclosing one. */
function nearestStep(
  run: RunHandle,
  nodeId: string | undefined,
  path: readonly string[],
): StepState | undefined {
  if (nodeId === undefined) return undefined;
  const own = run.state.steps.get(stepKeyOf(nodeId, path));
  if (own) return own;
  let best: StepState | undefined;
  let bestLength = -1;
  for (const step of run.state.steps.values()) {
    if (step.nodeId !== nodeId) continue;
    const length = commonLength(step.path, path);
    if (length > bestLength) [best, bestLength] = [step, length];
  }
  return best;
}

function stepKeyOf(nodeId: string, path: readonly string[]): StepKey {
  return path.length === 0 ? nodeId : `${nodeId}@${path.join('/')}`;
}

function commonLength(a: readonly string[], b: readonly string[]): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length += 1;
  return length;
}
