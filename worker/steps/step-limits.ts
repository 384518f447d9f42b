/** How much one step may do: what the tenant's limits mean here. */
import { STANDARD_LIMITS, type Limits } from '@/core/limits/limits';
import { NodeFailure } from '@/core/node-kit/node-failure';
import type { OutputLimits } from './seal-outputs';

export interface StepLimits extends OutputLimits {
  /** For nodes that set no limit of their own, in milliseconds. */
  timeoutMs: number;
  /** For all nodes, whatever they set. */
  maxTimeoutMs: number;
  /** Iterations or called runs open at once. */
  maxConcurrency: number;
  /** Items of a reading step under way at once. Writes go one after another, in the order of the items. */
  concurrentReads: number;
}

/** Deeper values overflow the stack of whoever walks them. */
const MAX_DEPTH = 200;
const CONCURRENT_READS = 5;

const known = new WeakMap<Limits, StepLimits>();

/** The limits of a step of this tenant. */
export function stepLimits(limits: Limits): StepLimits {
  let made = known.get(limits);
  if (!made) {
    made = {
      timeoutMs: limits['step.default-time-seconds'] * 1000,
      maxTimeoutMs: limits['step.time-seconds'] * 1000,
      maxItems: limits['step.items'],
      maxSize: limits['step.output-characters'],
      maxConcurrency: limits['step.concurrency'],
      maxDepth: MAX_DEPTH,
      concurrentReads: CONCURRENT_READS,
    };
    known.set(limits, made);
  }
  return made;
}

/** Of a tenant that chose none. */
export const STANDARD_STEP_LIMITS = stepLimits(STANDARD_LIMITS);

/** Throws `step.too-many-at-once` for more work at the same time than the tenant may have. */
export function demandConcurrency(wanted: number, { maxConcurrency }: StepLimits): void {
  if (wanted <= maxConcurrency) return;
  throw NodeFailure.final(
    'step.too-many-at-once',
    `This node wants to do ${wanted} things at once; ${maxConcurrency} is the most. Choose less, or ask an admin to raise the limit.`,
    { outcome: 'not-done', details: { limit: maxConcurrency } },
  );
}
