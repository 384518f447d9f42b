/**
 * How a step moves on: it succeeds, fails, waits and is called again. Only the current call of a step that runs can
 * move it; everything else is an echo and changes nothing.
 */
import { endStep } from './flow';
import type { Fact, Flow, StepState, StepWait } from './types';
import type { Json } from '@/core/items/item';
import type { StepError } from '@/core/node-kit/node-failure';

type FactOf<K extends Fact['kind']> = Extract<Fact, { kind: K }>;

/** Folds it; false when it is an echo. */
export function foldStepSucceeded(flow: Flow, step: StepState, fact: FactOf<'step-succeeded'>): boolean {
  if (!isCurrentCall(step, fact.attempt)) return false;
  noteCall(step, fact);
  step.error = null;
  if (fact.answer && !flow.state.answer) flow.state.answer = fact.answer;
  endStep(flow, step, { status: 'succeeded', outputs: fact.outputs });
  return true;
}

/** Folds it; false when it is an echo. */
export function foldStepFailed(flow: Flow, step: StepState, fact: FactOf<'step-failed'>): boolean {
  if (!isCurrentCall(step, fact.attempt)) return false;
  noteCall(step, fact);
  step.failures++;
  if (fact.next.kind === 'retry') {
    step.error = fact.error;
    suspendStep(flow, step, { kind: 'retry', dueAt: fact.next.dueAt });
  } else {
    failStep(flow, step, { error: fact.error, next: fact.next });
  }
  return true;
}

/** Ends a step as failed: the run ends with it, or goes on with what stands in for its output. */
export function failStep(
  flow: Flow,
  step: StepState,
  failed: { error: StepError; next: Exclude<FactOf<'step-failed'>['next'], { kind: 'retry' }> },
): void {
  step.error = failed.error;
  endStep(flow, step, { status: 'failed', outputs: failed.next.kind === 'go-on' ? failed.next.outputs : {} });
  if (failed.next.kind === 'go-on') return;
  flow.state.ending = {
    status: 'failed',
    error: {
      ...failed.error,
      step: step.key,
      nodeId: step.nodeId,
      nodeName: flow.plan.nodes.get(step.nodeId)?.name ?? null,
    },
  };
}

export function foldSuspension(flow: Flow, step: StepState, fact: FactOf<'step-suspended'>): boolean {
  if (!isCurrentCall(step, fact.attempt)) return false;
  noteCall(step, fact);
  // Waiting for nothing would never end, so it is over at once.
  const until = fact.signal === null ? (fact.until ?? fact.at) : fact.until;
  step.resumed = null;
  suspendStep(flow, step, { kind: 'suspended', until, signal: fact.signal });
  return true;
}

/** A timer counts only when its time has come: an echo of an earlier one must not cut a later wait short. */
export function foldTimer(flow: Flow, step: StepState, fact: FactOf<'timer-fired'>): boolean {
  const { wait } = step;
  if (wait?.kind === 'retry' && fact.at >= wait.dueAt) {
    callAgain(flow, step);
    return true;
  }
  if (wait?.kind === 'suspended' && wait.until !== null && fact.at >= wait.until) {
    resume(flow, step, null);
    return true;
  }
  return false;
}

export function foldSignal(flow: Flow, step: StepState, fact: FactOf<'signal-received'>): boolean {
  if (step.wait?.kind !== 'suspended' || step.wait.signal === null) return false;
  resume(flow, step, fact.payload);
  return true;
}

/** Whether facts of this call still count. */
export function isCurrentCall(step: StepState, attempt: number): boolean {
  return step.status === 'queued' && step.attempt === attempt;
}

/** Takes a step off the runnable ones until its wait is over. */
export function suspendStep(flow: Flow, step: StepState, wait: StepWait): void {
  step.status = wait.kind === 'decision' ? 'in-doubt' : 'waiting';
  step.wait = wait;
  flow.state.queued.delete(step);
  flow.state.waiting.add(step);
}

/** Makes a waiting step runnable under a new call number. */
export function callAgain(flow: Flow, step: StepState): void {
  step.status = 'queued';
  step.wait = null;
  step.attempt++;
  flow.state.waiting.delete(step);
  flow.state.queued.add(step);
}

function resume(flow: Flow, step: StepState, payload: Json | null): void {
  step.resumed = { payload };
  step.resumes++;
  callAgain(flow, step);
}

function noteCall(
  step: StepState,
  call: { startedAt: number; console?: readonly { level: string; text: string }[] },
): void {
  step.startedAt ??= call.startedAt;
  if (call.console) step.console = call.console;
}
