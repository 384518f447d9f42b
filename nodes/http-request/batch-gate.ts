/**
 * Holds items back between batches: those of a batch begin when all of the batch before have ended and the pause is
 * over. Lives as long as one try of a step.
 */
import type { StepContext } from '@/core/node-kit/executor';

interface Batch {
  ended: number;
  /** Something went out: replayed answers need no pause after them. */
  wasSent: boolean;
  /** Resolves when all its items have ended. */
  over: Promise<void>;
  markOver: () => void;
}

const gates = new WeakMap<StepContext, Map<number, Batch>>();
const openings = new WeakMap<Batch, Promise<void>>();

/** Runs the work of an item in its turn. `work` says whether anything was sent. */
export async function inBatches<T>(
  ctx: StepContext,
  at: { index: number; size: number; pauseMs: number },
  work: () => Promise<{ result: T; wasSent: boolean }>,
): Promise<T> {
  const number = Math.floor(at.index / at.size);
  const batch = batchOf(ctx, number);
  if (number > 0) await orAborted(opening(ctx, batchOf(ctx, number - 1), at.pauseMs), ctx.abort);
  try {
    const { result, wasSent } = await work();
    batch.wasSent ||= wasSent;
    return result;
  } catch (thrown) {
    batch.wasSent = true;
    throw thrown;
  } finally {
    batch.ended += 1;
    if (batch.ended === at.size) batch.markOver();
  }
}

/** Items of the batch before may never begin once the step is aborted. */
function orAborted(work: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

/** One pause for all that wait behind the same batch. */
function opening(ctx: StepContext, before: Batch, pauseMs: number): Promise<void> {
  let known = openings.get(before);
  if (!known) {
    known = before.over.then(() => (before.wasSent && pauseMs > 0 ? ctx.sleep(pauseMs) : undefined));
    openings.set(before, known);
  }
  return known;
}

function batchOf(ctx: StepContext, number: number): Batch {
  const batches = gates.get(ctx) ?? new Map<number, Batch>();
  gates.set(ctx, batches);
  let batch = batches.get(number);
  if (!batch) {
    let markOver: () => void = () => undefined;
    const over = new Promise<void>((resolve) => (markOver = resolve));
    batches.set(number, (batch = { ended: 0, wasSent: false, over, markOver }));
  }
  return batch;
}
