import { NodeFailure } from '@/core/node-kit/node-failure';
import { systemClock, type TimedClock } from '@/infra/clock/clock';

/** How long work may take to notice that it was ended, before it is left alone. */
const GRACE_MS = 1000;

export interface TimeLimit {
  timeoutMs: number;
  /** Ends the work early. */
  signal?: AbortSignal;
  /** The machine's where it is left out. */
  clock?: TimedClock;
}

/**
 * Runs the work with a signal that fires when time is up or the outer signal does. Work that ends by itself within a
 * second after that decides the error only when it says how an outside write stands; otherwise the limit is the error.
 */
export async function withTimeLimit<T>(
  limit: TimeLimit,
  work: (abort: AbortSignal) => Promise<T>,
): Promise<T> {
  const { clock = systemClock, timeoutMs } = limit;
  const controller = new AbortController();
  const callOff = clock.setTimer(timeoutMs, () => controller.abort(timedOut(timeoutMs)));
  const onOuter = (): void => controller.abort(stopped());
  if (limit.signal?.aborted) onOuter();
  limit.signal?.addEventListener('abort', onOuter, { once: true });
  let callOffGrace = (): void => undefined;
  const cutOff = new Promise<never>((_, reject) => {
    controller.signal.addEventListener('abort', () => {
      callOffGrace = clock.setTimer(GRACE_MS, () => reject(limitReason(controller.signal)));
    });
  });
  try {
    return await Promise.race([work(controller.signal), cutOff]);
  } catch (thrown) {
    if (!controller.signal.aborted) throw thrown;
    const reason = limitReason(controller.signal);
    if (!(thrown instanceof NodeFailure) || thrown === reason) throw reason;
    throw thrown.outcome === 'unknown' ? withOutcomeUnknown(reason) : reason;
  } finally {
    callOff();
    callOffGrace();
    limit.signal?.removeEventListener('abort', onOuter);
  }
}

/** Why the signal of `withTimeLimit` fired. */
export function limitReason(signal: AbortSignal): NodeFailure {
  return signal.reason instanceof NodeFailure ? signal.reason : stopped();
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
