import { demand, type TenantScope } from '@/core/access/tenant-scope';
import type { ReceiptView } from '@/core/contracts/ledger';
import { runLedger } from '@/core/ledger/run-ledger';
import type { ServiceDeps } from '@/services/deps';
import { loadRun } from '@/services/runs/run-projection';

/** What one run did to the outside world, oldest first. @throws UserProblem `run.not-found`. */
export async function listRunReceipts(
  deps: ServiceDeps,
  scope: TenantScope,
  input: { id: string },
): Promise<{ items: ReceiptView[] }> {
  demand(scope, 'run:read');
  return { items: runLedger(await loadRun(deps, scope.tenantId, input.id)) };
}
