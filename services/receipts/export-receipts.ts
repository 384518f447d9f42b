/**
 * Ledgers as files. They are written page by page, so that a ledger of any length passes through without being held; the
 * first page is read before anything is written, so that what is refused is refused properly.
 */
import type { TenantScope } from '@/core/access/tenant-scope';
import type { ReceiptView } from '@/core/contracts/ledger';
import type { ServiceDeps } from '@/services/deps';
import { ledgerFile, type ExportedFile, type ExportFormat } from './ledger-file';
import { listRunReceipts } from './list-run-receipts';
import { listWorkflowReceipts, type LedgerInput } from './list-workflow-receipts';

const PAGE = 500;

/** All entries that match, newest first; of more than a file holds, it says that it was cut. @throws UserProblem `workflow.not-found`, `list.bad-cursor`. */
export async function exportWorkflowReceipts(
  deps: ServiceDeps,
  scope: TenantScope,
  { format, ...input }: Omit<LedgerInput, 'limit'> & { format: ExportFormat },
): Promise<ExportedFile> {
  const first = await listWorkflowReceipts(deps, scope, { ...input, limit: PAGE });
  async function* pages(): AsyncGenerator<ReceiptView[]> {
    yield first.items;
    let cursor = first.nextCursor;
    while (cursor !== null) {
      const page = await listWorkflowReceipts(deps, scope, { ...input, cursor, limit: PAGE });
      yield page.items;
      cursor = page.nextCursor;
    }
  }
  return ledgerFile(format, { name: `ledger-${input.id}`, pages: pages() });
}

/** All entries of one run. @throws UserProblem `run.not-found`. */
export async function exportRunReceipts(
  deps: ServiceDeps,
  scope: TenantScope,
  { id, format }: { id: string; format: ExportFormat },
): Promise<ExportedFile> {
  const { items } = await listRunReceipts(deps, scope, { id });
  async function* pages(): AsyncGenerator<ReceiptView[]> {
    yield items;
  }
  return ledgerFile(format, { name: `ledger-run-${id}`, pages: pages() });
}
