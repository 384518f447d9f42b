/**
 * How a step moves on: it succeeds, fails, waits and is called again. Only the current call of a step that runs can
 * move it; everything else is an echo and changes nothing.
 */
import { endStep } from './flow';
import { beginIterations, catchingIteration, giveUpIteration } from './iterations';
import type { Fact, Flow, StepState, StepWait } from './types';
import type { Resumed } from '@/core/node-kit/executor';
import type { StepError } from '@/core/node-kit/node-failure';

type FactOf<K extends Fact['kind']> = Extract<Fact, { kind: K }>;

/** Folds it; false when it is an echo. */
export function foldStepSucceeded(flow: Flow, step: StepState, fact: FactOf<'step-succeeded'>): boolean {
  if (!isCurrentCall(step, fact.attempt)) return false;
  noteCall(step, fact);
  step.error = null;
  if (fact.calls) step.called = fact.calls;
  if (fact.answer && !flow.state.answer) flow.state.answer = fact.answer;
  if (fact.memory) flow.state.memory.push(...fact.memory);
  endStep(flow, step, { status: 'succeeded', outputs: fact.outputs });
  return true;
}

/** Folds it; false when it is an echo, or of a node that does not loop. */
export function foldIterating(flow: Flow, step: StepState, fact: FactOf<'step-iterating'>): boolean {
  if (!isCurrentCall(step, fact.attempt) || !flow.plan.nodes.get(step.nodeId)?.isLoop) return false;
  noteCall(step, fact);
  step.error = null;
  beginIterations(flow, step, fact);
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

/**
 * Ends a step as failed. The run goes on with what stands in for its output, or the iteration ends that the step is in,
 * or the run does. In that case nothing is delivered and nothing behind the step is known to be dead: a resume goes on
 * from there.
 */
export function failStep(
  flow: Flow,
  step: StepState,
  failed: { error: StepError; next: Exclude<FactOf<'step-failed'>['next'], { kind: 'retry' }> },
): void {
  const { error, next } = failed;
  step.error = error;
  if (next.kind === 'go-on') return endStep(flow, step, { status: 'failed', outputs: next.outputs });
  step.status = 'failed';
  step.outputs = {};
  step.finishedAt = flow.at;
  step.wait = null;
  flow.state.queued.delete(step);
  flow.state.waiting.delete(step);
  const iteration = catchingIteration(flow, step);
  if (iteration) return giveUpIteration(flow, iteration, { step, error });
  const node = flow.plan.nodes.get(step.nodeId);
  flow.state.cut.push({ step, status: 'queued', wait: null });
  flow.state.ending = {
    status: 'failed',
    error: { ...error, step: step.key, nodeId: step.nodeId, nodeName: node?.name ?? null },
  };
}

export function foldSuspension(flow: Flow, step: StepState, fact: FactOf<'step-suspended'>): boolean {
  if (!isCurrentCall(step, fact.attempt)) return false;
  noteCall(step, fact);
  // Waiting for nothing would never end, so it is over at once.
  const until = fact.signal === null ? (fact.until ?? fact.at) : fact.until;
  step.resumed = null;
  if (fact.calls) step.called = fact.calls;
  suspendStep(flow, step, {
    kind: 'suspended',
    until,
    signal: fact.signal,
    ...(fact.calls ? { calls: fact.calls } : {}),
  });
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
    resume(flow, step, wait.signal === null ? { payload: null } : { payload: null, timedOut: true });
    return true;
  }
  return false;
}

/** The deliveries of a step that runs from its beginning may be replaced, each at the port it came to. */
export function foldInput(step: StepState, fact: FactOf<'input-replaced'>): boolean {
  const delivery = Object.hasOwn(step.inputs, fact.port) ? step.inputs[fact.port] : undefined;
  if (!delivery || step.status !== 'queued' || step.firstStartedAt !== null) return false;
  step.inputs = { ...step.inputs, [fact.port]: { ...delivery, data: fact.data } };
  return true;
}

export function foldSignal(flow: Flow, step: StepState, fact: FactOf<'signal-received'>): boolean {
  if (step.wait?.kind !== 'suspended' || step.wait.signal === null) return false;
  if (isOther(step, fact.attempt)) return false;
  resume(flow, step, { payload: fact.payload });
  return true;
}

/** Whether facts of this call still count. */
export function isCurrentCall(step: StepState, attempt: number): boolean {
  return step.status === 'queued' && step.attempt === attempt;
}

/** Whether a fact names another call of the step than the current one. */
export function isOther(step: StepState, attempt: number | undefined): boolean {
  return attempt !== undefined && attempt !== step.attempt;
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

function resume(flow: Flow, step: StepState, resumed: Resumed): void {
  step.resumed = resumed;
  step.resumes++;
  callAgain(flow, step);
}

function noteCall(
  step: StepState,
  call: { startedAt: number; console?: readonly { level: string; text: string }[] },
): void {
  step.startedAt ??= call.startedAt;
  step.firstStartedAt ??= call.startedAt;
  if (call.console) step.console = call.console;
}
