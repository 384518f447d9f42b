import { createHmac } from 'node:crypto';
import { demand, type TenantScope } from '@/core/access/tenant-scope';
import { resumePath, resumeTokenInput } from '@/core/contracts/resume-address';
import { WEBHOOK_SIGNAL } from '@/core/engine/signals';
import { UserProblem } from '@/core/errors/app-error';
import { findWaitingRun } from '@/infra/db/run-store/end-wait';
import type { ServiceDeps } from '@/services/deps';
import { loadRun } from './run-projection';

/**
 * The address that ends the wait of a step, for those who may decide what becomes of runs: whoever has it can let the run
 * go on. `path` is on this server.
 * @throws UserProblem `run.not-found`, `step.not-found`, `run.step-not-waiting`.
 */
export async function getResumeAddress(
  deps: ServiceDeps,
  scope: TenantScope,
  input: { id: string; step: string },
): Promise<{ path: string }> {
  demand(scope, 'run:decide');
  const { state } = await loadRun(deps, scope.tenantId, input.id);
  const step = state.steps.get(input.step);
  if (!step) throw UserProblem.notFound('step');
  const { tenantSlug } = scope;
  const found = await findWaitingRun(deps.db.runner, { tenantSlug, runId: input.id });
  const waits = step.wait?.kind === 'suspended' && step.wait.signal === WEBHOOK_SIGNAL;
  if (!waits || !found?.run || found.tenantId !== scope.tenantId) throw notWaiting();
  const token = createHmac('sha256', found.secret).update(resumeTokenInput(input.id, step.key)).digest('hex');
  return { path: resumePath({ tenantSlug, runId: input.id, step: step.key, token }) };
}

function notWaiting(): UserProblem {
  return UserProblem.conflict(
    'run.step-not-waiting',
    'This step waits for no call any more. Look at the run again.',
  );
}
