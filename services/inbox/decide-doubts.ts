import { demand, type TenantScope } from '@/core/access/tenant-scope';
import type { DecidedDoubts } from '@/core/contracts/inbox';
import { isAppError } from '@/core/errors/app-error';
import type { Json } from '@/core/items/item';
import type { ServiceDeps } from '@/services/deps';
import { decideDoubt } from '@/services/runs/decide-doubt';

export interface DecideDoubtsInput {
  /** A hundred at most. */
  doubts: readonly { runId: string; step: string }[];
  decision: 'repeat' | 'done' | 'fail';
  result?: Json | undefined;
  note?: string | undefined;
}

type Result = DecidedDoubts['results'][number];

/** Decides the same about several writes; each for itself, so one that somebody else decided keeps no other from it. */
export async function decideDoubts(
  deps: ServiceDeps,
  scope: TenantScope,
  { doubts, decision, result, note }: DecideDoubtsInput,
): Promise<DecidedDoubts> {
  demand(scope, 'run:decide');
  const results: Result[] = [];
  for (const { runId, step } of doubts) {
    try {
      await decideDoubt(deps, scope, { id: runId, step, decision, result, note });
      results.push({ runId, step, ok: true });
    } catch (error) {
      if (!isAppError(error) || error.family === 'bug') throw error;
      results.push({ runId, step, ok: false, error: { code: error.code, message: error.message } });
    }
  }
  return { results };
}
