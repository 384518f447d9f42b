/**
 * What an idempotency key is made of. The same run, step and effect name give the same text over all attempts and
 * after every crash, and no two different triples give the same text. The shell makes an HMAC of it under the tenant's
 * secret.
 */
import type { StepKey } from './types';

/** The text under the HMAC for one effect of one step. `effectName` carries the item's index where there are several. */
export function idempotencyInput(runId: string, stepKey: StepKey, effectName: string): string {
  return JSON.stringify([runId, stepKey, effectName]);
}
