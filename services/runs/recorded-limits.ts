import type { Fact } from '@/core/engine/types';
import { STANDARD_LIMITS, type Limits } from '@/core/limits/limits';

/**
 * The bounds that the engine itself keeps, as the start of a run records them: a run is folded by what held when it
 * began, whatever is chosen later. Standard ones are left out; that is how runs from before are read, too.
 */
export function recordedLimits(limits: Limits): Pick<Extract<Fact, { kind: 'run-started' }>, 'limits'> {
  const maxSteps = limits['run.steps'];
  return maxSteps === STANDARD_LIMITS['run.steps'] ? {} : { limits: { maxSteps } };
}
