import { demand, type TenantScope } from '@/core/access/tenant-scope';
import type { ReceiptView } from '@/core/contracts/ledger';
import { runLedger } from '@/core/ledger/run-ledger';
import { listStoredReceipts } from '@/infra/db/run-store/list-receipts';
import type { ServiceDeps } from '@/services/deps';
import { loadRun, type LoadedRun } from '@/services/runs/run-projection';
import { receiptViews } from './list-workflow-receipts';

/** Effects that are shown of a run whose steps are not kept. */
const MOST_SHOWN = 10_000;

/** What one run did to the outside world, oldest first. @throws UserProblem `run.not-found`. */
export async function listRunReceipts(
  deps: ServiceDeps,
  scope: TenantScope,
  input: { id: string },
): Promise<{ items: ReceiptView[] }> {
  demand(scope, 'run:read');
  const loaded = await loadRun(deps, scope.tenantId, input.id);
  const { stepsForgotten = false } = loaded.state.finished ?? {};
  return { items: stepsForgotten ? await keptReceipts(deps, scope.tenantId, loaded) : runLedger(loaded) };
}

/** The receipts stay where what the steps did is not kept. */
async function keptReceipts(deps: ServiceDeps, tenantId: string, { run }: LoadedRun): Promise<ReceiptView[]> {
  const { workflowId } = run;
  const all = { status: null, nodeId: null, from: null, to: null, text: null, after: null };
  const query = { ...all, workflowId, runId: run.id, limit: MOST_SHOWN };
  const { receipts } = await listStoredReceipts(deps.db.app, tenantId, query);
  return (await receiptViews(deps, tenantId, { receipts, workflowId })).toReversed();
}
