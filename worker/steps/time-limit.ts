import { NodeFailure } from '@/core/node-kit/node-failure';
import { systemClock, type TimedClock } from '@/infra/clock/clock';
import { StepStop } from './step-stop';

/** How long work may take to notice that it was ended, before it is left alone. */
const GRACE_MS = 1000;

export interface TimeLimit {
  timeoutMs: number;
  /** Ends the work early. */
  stop?: StepStop;
  /** The machine's where it is left out. */
  clock?: TimedClock;
}

/**
 * Runs the work with a stop of its own, which comes when time is up or with the outer one. Work that ends by itself within a
 * second after that decides the error only when it says how an outside write stands; otherwise the limit is the error.
 */
export async function withTimeLimit<T>(limit: TimeLimit, work: (stop: StepStop) => Promise<T>): Promise<T> {
  const { clock = systemClock, timeoutMs } = limit;
  const stop = new StepStop();
  const callOff = clock.setTimer(timeoutMs, () => stop.stop(timedOut(timeoutMs)));
  const onOuter = (): void => stop.stop(stopped());
  if (limit.stop?.isStopped) onOuter();
  const leaveOuter = limit.stop?.onStop(onOuter);
  let callOffGrace = (): void => undefined;
  const cutOff = new Promise<never>((_, reject) => {
    stop.onStop(() => {
      callOffGrace = clock.setTimer(GRACE_MS, () => reject(limitReason(stop)));
    });
  });
  try {
    return await Promise.race([work(stop), cutOff]);
  } catch (thrown) {
    if (!stop.isStopped) throw thrown;
    const reason = limitReason(stop);
    if (!(thrown instanceof NodeFailure) || thrown === reason) throw reason;
    throw thrown.outcome === 'unknown' ? withOutcomeUnknown(reason) : reason;
  } finally {
    callOff();
    callOffGrace();
    leaveOuter?.();
  }
}

/** Why `withTimeLimit` stopped its work. */
export function limitReason({ reason }: StepStop): NodeFailure {
  return reason instanceof NodeFailure ? reason : stopped();
}

function timedOut(timeoutMs: number): NodeFailure {
  return NodeFailure.retryable(
    'step.timeout',
    `This node took longer than its limit of ${timeoutMs} ms. Give it more time in its settings, as far as the limits of the tenant let it, or less to do.`,
    { outcome: 'not-done', details: { timeoutMs } },
  );
}

function stopped(): NodeFailure {
  return NodeFailure.final('step.aborted', 'This step was stopped before it ended.', { outcome: 'not-done' });
}

function withOutcomeUnknown(reason: NodeFailure): NodeFailure {
  const options = { outcome: 'unknown' as const, details: reason.details };
  return reason.retryable
    ? NodeFailure.retryable(reason.code, reason.message, options)
    : NodeFailure.final(reason.code, reason.message, options);
}
