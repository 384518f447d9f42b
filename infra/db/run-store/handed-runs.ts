/**
 * Runs that are accepted into the hands of a worker: their row names it from the start, so nobody has to claim them, and a
 * message tells it all that a claim would have. The message is a hint like any other. Where it is lost, the worker gives
 * the run back when it next compares what it holds with what it knows (`giveBackUnknown`); where it is late, the epoch of
 * the run has moved on and nothing of it is written.
 */
import type { Fact } from '@/core/engine/types';
import type { ClaimedRun } from './claim-runs';
import type { NewRun } from './new-run';
import type { ChildRun, HandedChild } from './run-family';

/** What a claim of the child would have given: its caller's worker knows the rest, so no message tells it. */
export function handedChild(child: ChildRun, { createdAt }: HandedChild): ClaimedRun {
  const { startFact, seedFacts = [] } = child;
  return {
    id: child.id,
    tenantId: child.tenantId,
    projectId: child.projectId,
    workflowId: child.workflowId,
    version: child.version,
    graphHash: child.graphHash,
    mode: child.mode,
    triggerNode: child.triggerNode,
    status: 'running',
    priority: child.priority ?? 0,
    retentionClass: child.retentionClass,
    createdAt,
    startedAt: createdAt,
    epoch: 1,
    seq: 0,
    deaths: 0,
    replyTo: null,
    cancelRequestedBy: null,
    startedBy: child.startedBy,
    parentRunId: child.parentRunId,
    parentStep: child.parentStep,
    // Our own texts.
    facts: [startFact, ...seedFacts].map((text) => JSON.parse(text) as Fact),
  };
}

/** Bytes of runs in one message; a notification holds less than 8,000. */
const MOST_BYTES = 7800;

/** What a message says of a run, as JSON text; null where it is too long for one. Such a run is claimed like others. */
export function handedText(run: NewRun, facts: string): string | null {
  if (facts.length > MOST_BYTES) return null;
  const head: Omit<ClaimedRun, 'facts' | 'createdAt' | 'startedAt'> = {
    id: run.id,
    tenantId: run.tenantId,
    projectId: run.projectId,
    workflowId: run.workflowId,
    version: run.version,
    graphHash: run.graphHash,
    mode: run.mode,
    triggerNode: run.triggerNode,
    status: 'running',
    priority: run.priority ?? 0,
    retentionClass: run.retentionClass,
    epoch: 1,
    seq: 0,
    deaths: 0,
    replyTo: run.replyTo,
    cancelRequestedBy: null,
    startedBy: run.startedBy,
    parentRunId: run.parentRunId,
    parentStep: null,
  };
  const text = `${JSON.stringify(head).slice(0, -1)},"facts":${facts}}`;
  return Buffer.byteLength(text) > MOST_BYTES ? null : text;
}

/** The number of the message that carries each text: as many go into one as fit. */
export function handedChunks(texts: readonly (string | null)[]): (number | null)[] {
  let chunk = 0;
  let bytes = 0;
  return texts.map((text) => {
    if (text === null) return null;
    const more = Buffer.byteLength(text) + 1;
    if (bytes + more > MOST_BYTES) {
      chunk += 1;
      bytes = 0;
    }
    bytes += more;
    return chunk;
  });
}

/** The runs of a message; none where another version of the product wrote it in another form. */
export function decodeHanded(payload: string): ClaimedRun[] {
  try {
    const message = JSON.parse(payload) as { at?: unknown; runs?: unknown };
    const at = new Date(Number(message.at));
    if (Number.isNaN(at.getTime()) || !Array.isArray(message.runs)) return [];
    return message.runs.filter(isHanded).map((run) => ({ ...run, createdAt: at, startedAt: at }));
  } catch {
    return [];
  }
}

function isHanded(value: unknown): value is Omit<ClaimedRun, 'createdAt' | 'startedAt'> {
  return (
    value !== null &&
    typeof value === 'object' &&
    'id' in value &&
    typeof value.id === 'string' &&
    'facts' in value &&
    Array.isArray(value.facts)
  );
}
