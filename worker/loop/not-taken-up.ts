/** Flushes of runs that a worker holds and does not take up: it gives them back, or ends them. */
import type { Fact, RunError } from '@/core/engine/types';
import type { ClaimedRun } from '@/infra/db/run-store/claim-runs';
import type { RunFlush } from '@/infra/db/run-store/flush-runs';
import { replyText } from './reply-text';

/** Gives a run back until then, milliseconds since the epoch; nothing is written. */
export function laterFlush(row: ClaimedRun, dueAtMs: number): RunFlush {
  return { ...emptyFlush(row), status: 'queued', park: { dueAtMs, waits: [] } };
}

/** Ends a run whose graph this version cannot run. */
export function unstartableFlush(row: ClaimedRun, now: number): RunFlush {
  const error: RunError = {
    code: 'run.not-startable',
    message:
      'The graph of this run cannot be run by this version of Heddle. Open the workflow and look at its problems.',
    retryable: false,
    step: null,
    nodeId: null,
    nodeName: null,
  };
  const fact: Fact = { kind: 'run-finished', at: now, status: 'failed', output: null, error };
  return {
    ...emptyFlush(row),
    seq: row.seq + 1,
    facts: JSON.stringify([fact]),
    status: 'failed',
    reply: replyOf(row, error),
    finish: { status: 'failed', errorJson: JSON.stringify(error), outputJson: null, stepCount: 0 },
    family: endsForParent(row),
  };
}

function replyOf({ id, replyTo }: ClaimedRun, error: RunError): { to: string; text: string } | null {
  if (replyTo === null) return null;
  const reply = { status: 'failed', answer: null, output: null, error: JSON.stringify(error) } as const;
  return { to: replyTo, text: replyText(id, reply) };
}

function emptyFlush(row: ClaimedRun): RunFlush {
  const { id: runId, tenantId, workflowId, epoch, retentionClass } = row;
  return {
    ...{ runId, tenantId, workflowId, epoch, retentionClass },
    gated: row.gated === true,
    seq: null,
    facts: '[]',
    status: row.status,
    answer: null,
    receipts: [],
    endedWaits: [],
    openedWaits: [],
    park: null,
    finish: null,
    family: null,
  };
}

/** Who waits for a run is told even when it never began. */
function endsForParent({ parentRunId, parentStep }: ClaimedRun): RunFlush['family'] {
  if (parentRunId === null || parentStep === null) return null;
  return { children: [], endsFor: { runId: parentRunId, stepKey: parentStep }, cancelsChildren: false };
}
