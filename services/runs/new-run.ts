/**
 * Making the row of a new run. Pure but for ids, time and the blob store: the webhook's hot path and the API share it.
 */
import type { Fact } from '@/core/engine/types';
import type { Item } from '@/core/items/item';
import { STANDARD_LIMITS, type Limits } from '@/core/limits/limits';
import type { NodeDefinition } from '@/core/node-kit/definition';
import { offloadOutputs, runBlobPrefix } from '@/infra/blobs/port-data';
import type { NewRun } from '@/infra/db/run-store/insert-runs';
import type { ServiceDeps } from '@/services/deps';
import { recordedLimits } from './recorded-limits';

export interface NewRunInput {
  /** Made beforehand when somebody waits for the answer. */
  id: string;
  tenantId: string;
  projectId: string;
  workflowId: string;
  version: number | null;
  graphHash: string;
  retentionClass: number;
  trigger: { nodeId: string; outputPort: string; kind?: string };
  items: Item[];
  replyTo: string | null;
  flags: readonly string[];
  startedBy: string;
  dedup?: NewRun['dedup'];
  /** Calls of our own webhooks in a row that led here. */
  depth?: number;
  /** The first run of its family. Default: this one. */
  root?: string;
  /** 1 = somebody waits for it or watches it. Default: 1 for tests, else 0. */
  priority?: NewRun['priority'];
  /** Of the tenant. Default: the standard ones, and no bound of the queue. */
  limits?: Limits;
}

/** The first output port of a trigger; `main` when its ports are named by a field. */
export function triggerPort(definition: NodeDefinition): string {
  return Array.isArray(definition.outputs) ? (definition.outputs[0]?.name ?? 'main') : 'main';
}

/** The run as the intake takes it. Big payloads go to the blob store first. */
export async function buildNewRun(
  deps: Pick<ServiceDeps, 'clock' | 'blobs' | 'ids'>,
  input: NewRunInput,
): Promise<NewRun> {
  const now = deps.clock.now();
  const limits = input.limits ?? STANDARD_LIMITS;
  const fact: Extract<Fact, { kind: 'run-started' }> = {
    kind: 'run-started',
    at: now,
    trigger: input.trigger.nodeId,
    outputs: { [input.trigger.outputPort]: { count: input.items.length, items: input.items } },
    seed: input.id,
    ...(input.depth ? { depth: input.depth } : {}),
    ...(input.root ? { root: input.root } : {}),
    ...recordedLimits(limits),
    // Pinned data counts in runs of the draft alone.
    ...(input.version === null ? { pinned: true as const } : {}),
  };
  let startFact = JSON.stringify(fact);
  if (startFact.length > limits['data.inline-characters']) {
    const prefix = runBlobPrefix({
      retentionClass: input.retentionClass,
      createdAtMs: now,
      tenantId: input.tenantId,
      runId: input.id,
    });
    const outputs = await offloadOutputs(deps.blobs, {
      prefix,
      outputs: fact.outputs,
      newId: () => deps.ids.uuid7(),
    });
    startFact = JSON.stringify({ ...fact, outputs });
  }
  return {
    id: input.id,
    tenantId: input.tenantId,
    projectId: input.projectId,
    workflowId: input.workflowId,
    version: input.version,
    graphHash: input.graphHash,
    mode: input.version === null ? 'test' : 'production',
    triggerNode: input.trigger.nodeId,
    retentionClass: input.retentionClass,
    startFact,
    replyTo: input.replyTo,
    flags: input.flags,
    parentRunId: null,
    startedBy: input.startedBy,
    triggerKind: input.trigger.kind ?? null,
    dedup: input.dedup ?? null,
    priority: input.priority ?? (input.version === null ? 1 : 0),
    ...(input.limits ? { mostQueued: input.limits['runs.queued'] } : {}),
  };
}
