/** Between rows of the table `waits` and the engine's words. */
import { z } from 'zod';
import { jsonSchema } from '@/core/contracts/portable-workflow';
import type { Command, Fact, StepKey } from '@/core/engine/types';
import type { StoredWait } from '@/infra/db/run-store/claim-runs';
import type { WaitRow } from '@/infra/db/run-store/flush-runs';

const decisionSchema = z.object({
  decision: z.enum(['repeat', 'done', 'fail']),
  result: jsonSchema.nullable(),
});

/** A wait that is over, and the fact that says so. */
export interface EndedWait {
  stepKey: StepKey;
  fact: Fact;
}

/** The facts that follow from waits which are over: resolved by somebody, or due. */
export function factsOfWaits(waits: readonly StoredWait[], now: number): EndedWait[] {
  return waits.flatMap((wait) => {
    const fact = factOf(wait, now);
    return fact ? [{ stepKey: wait.stepKey, fact }] : [];
  });
}

function factOf(wait: StoredWait, now: number): Fact | null {
  const step = wait.stepKey;
  if (wait.resolvedAt !== null) {
    if (wait.kind === 'decision') {
      const { decision, result } = decisionSchema.parse(wait.resolution);
      const by = wait.resolvedBy ?? 'unknown';
      return { kind: 'doubt-decided', step, at: now, decision, by, ...(result === null ? {} : { result }) };
    }
    return { kind: 'signal-received', step, at: now, payload: jsonSchema.parse(wait.resolution ?? null) };
  }
  // Due is what the database says; a clock that is behind must not make the fact look too early.
  return wait.due ? { kind: 'timer-fired', step, at: Math.max(now, wait.dueAt?.getTime() ?? now) } : null;
}

/** The row of a wait, or null for commands that await nothing. */
export function toWaitRow(command: Command): WaitRow | null {
  switch (command.kind) {
    case 'await-timer':
      return {
        stepKey: command.step,
        kind: command.why === 'retry' ? 'retry' : 'timer',
        dueAtMs: command.dueAt,
        signal: null,
        detail: null,
      };
    case 'await-signal':
      return {
        stepKey: command.step,
        kind: 'signal',
        dueAtMs: command.until,
        signal: command.signal,
        detail: null,
      };
    case 'await-decision':
      return {
        stepKey: command.step,
        kind: 'decision',
        dueAtMs: null,
        signal: null,
        detail: { effects: command.effects },
      };
    case 'start-step':
    case 'abort-steps':
    case 'finish-run':
      return null;
  }
}
