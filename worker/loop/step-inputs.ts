/** What a step works on and where its results go: held as long as it is little, page by page beyond that. */
import type { PlanNode } from '@/core/engine/types';
import type { Item } from '@/core/items/item';
import { isLarge, pagedBytes } from '@/core/items/port-data';
import type { Limits } from '@/core/limits/limits';
import type { AnyExecutor } from '@/core/node-kit/executor';
import type { BlobStore } from '@/infra/blobs/blob-store';
import { openItemWriter } from '@/infra/blobs/item-writer';
import { loadItems, readPages, runBlobPrefix } from '@/infra/blobs/port-data';
import type { Ids } from '@/infra/ids/ids';
import type { OutputStore } from '@/worker/steps/collect-outputs';
import type { PagedInput } from '@/worker/steps/execute-step';
import { demandHeld, itemsOf, pageCacheOf } from './run-data';
import type { RunHandle } from './run-handle';
import type { StepCall } from './step-gateway';

export interface StepInputs {
  inputs: Record<string, Item[]>;
  paged: Record<string, PagedInput>;
}

/**
 * The items by input port. Throws NodeFailure `step.input-too-large` for a node that needs all of them at once, and
 * more of them than the tenant may hold.
 */
export async function readInputs(
  blobs: BlobStore,
  { run, node, command }: StepCall,
  { executor, limits, looksBack }: { executor: AnyExecutor; limits: Limits; looksBack: boolean },
): Promise<StepInputs> {
  const read: StepInputs = { inputs: {}, paged: {} };
  const mayPage = !looksBack && !('execute' in executor) && !asksForAll(node);
  let bytes = 0;
  for (const [port, { data }] of Object.entries(command.inputs)) {
    if (node.settings.executeOnce) {
      read.inputs[port] = await loadItems(blobs, data, { to: 1 });
    } else if (mayPage && isLarge(data)) {
      const [first] = await loadItems(blobs, data, { to: 1, cache: pageCacheOf(run) });
      read.paged[port] = { data, first, pages: () => readPages(blobs, data) };
    } else {
      demandHeld((bytes += pagedBytes(data)), limits['step.input-characters']);
      read.inputs[port] = await itemsOf(blobs, run, data);
    }
  }
  return read;
}

/** Expressions that see all items of the input, whichever item they stand at. */
const ALL_ITEMS = /\$input\b(?!\s*\.\s*item\b)|\$items\b|\$item\s*\(/;

const asking = new WeakMap<PlanNode, boolean>();

function asksForAll(node: PlanNode): boolean {
  let known = asking.get(node);
  if (known === undefined) asking.set(node, (known = ALL_ITEMS.test(JSON.stringify(node.parameters))));
  return known;
}

/** Characters of JSON that one step may hold in memory, and all steps of one run together. */
const STEP_HOLDS = 512 * 1024;
const RUN_HOLDS = 4 * 1024 * 1024;

const heldBy = new WeakMap<RunHandle, number>();

/** Where the outputs of a step go that are too large to be held. A run that holds much already holds little more. */
export function outputStoreOf(
  deps: { blobs: BlobStore; ids: Ids },
  run: RunHandle,
  limits: Limits,
): OutputStore {
  const held = heldBy.get(run) ?? 0;
  return {
    holds: held > RUN_HOLDS ? Math.min(limits['data.inline-characters'], STEP_HOLDS) : STEP_HOLDS,
    open: () => openItemWriter(deps.blobs, `${blobFolderOf(run)}/${deps.ids.uuid7()}.json`),
    kept: (characters) => void heldBy.set(run, (heldBy.get(run) ?? 0) + characters),
  };
}

/** The folder of the run's blobs. */
export function blobFolderOf({ row }: RunHandle): string {
  return runBlobPrefix({
    retentionClass: row.retentionClass,
    createdAtMs: row.createdAt.getTime(),
    tenantId: row.tenantId,
    runId: row.id,
  });
}
