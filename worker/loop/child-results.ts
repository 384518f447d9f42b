/** What became of the runs that a step called: read when the last of them has ended, shown to the step when it goes on. */
import { childFailureSchema, type ChildResult } from '@/core/contracts/child-results';
import type { RunError } from '@/core/engine/types';
import type { Item, Json, PortData } from '@/core/items/item';
import type { Limits } from '@/core/limits/limits';
import type { BlobStore } from '@/infra/blobs/blob-store';
import { loadItems, runBlobPrefix } from '@/infra/blobs/port-data';
import type { ClaimedRun } from '@/infra/db/run-store/claim-runs';
import type { RunStore } from '@/infra/db/run-store/run-store';
import type { Ids } from '@/infra/ids/ids';

interface ResultDeps {
  store: Pick<RunStore, 'readEndedRuns'>;
  blobs: BlobStore;
  ids: Ids;
}

/** A result as a fact keeps it: its items may lie in the blob store. */
interface StoredResult extends Omit<ChildResult, 'items'> {
  output: PortData | null;
}

/** The payload of the signal that ends the wait of `step`. */
export async function readChildResults(
  deps: ResultDeps,
  { row, limits }: { row: ClaimedRun; limits: Limits },
  calls: readonly { runId: string; workflowId: string }[],
): Promise<Json> {
  const ended = await deps.store.readEndedRuns({
    tenantId: row.tenantId,
    ids: calls.map((call) => call.runId),
  });
  const byId = new Map(ended.map((run) => [run.id, run]));
  const children = calls.map(({ runId, workflowId }): StoredResult => {
    const run = byId.get(runId);
    if (!run) return { runId, workflowId, status: 'failed', output: null, error: GONE };
    const { status, output } = run;
    return { runId, workflowId, status, output: status === 'succeeded' ? output : null, error: errorOf(run) };
  });
  // Interfaces of JSON values are JSON.
  const payload = { children } as unknown as Json;
  const text = JSON.stringify(payload);
  if (text.length <= limits['data.inline-characters']) return payload;
  const prefix = runBlobPrefix({
    retentionClass: row.retentionClass,
    createdAtMs: row.createdAt.getTime(),
    tenantId: row.tenantId,
    runId: row.id,
  });
  const blobKey = `${prefix}/${deps.ids.uuid7()}.json`;
  await deps.blobs.put(blobKey, Buffer.from(text));
  return { blobKey };
}

/** The payload as the step gets it, with the items of every run. What ended other waits comes back as it is. */
export async function openChildResults(blobs: BlobStore, payload: Json): Promise<Json> {
  if (payload === null || typeof payload !== 'object' || Array.isArray(payload)) return payload;
  const { blobKey } = payload;
  // Written by `readChildResults`.
  const stored = (
    blobKey === undefined ? payload : JSON.parse((await blobs.get(String(blobKey))).toString())
  ) as {
    children?: StoredResult[];
  };
  if (!stored.children) return payload;
  const opened: ChildResult[] = [];
  for (const { output, ...child } of stored.children) {
    const items: Item[] = output ? await loadItems(blobs, output) : [];
    opened.push({ ...child, items: items.map(({ json, binary }) => (binary ? { json, binary } : { json })) });
  }
  // Interfaces of JSON values are JSON.
  return { children: opened } as unknown as Json;
}

const GONE = {
  code: 'sub-workflow.gone',
  message: 'What became of this run is not known any more.',
};

function errorOf({ status, error }: { status: string; error: RunError | null }): ChildResult['error'] {
  if (status === 'succeeded') return null;
  if (status === 'cancelled') return { code: 'run.cancelled', message: 'The run was cancelled.' };
  const failure = childFailureSchema.safeParse(error?.details);
  return {
    code: error?.code ?? 'run.failed',
    message: error?.message ?? 'The run failed.',
    ...(failure.success ? { failure: failure.data } : {}),
  };
}
