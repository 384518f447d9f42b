/**
 * Ledgers as files. They are written page by page, so that a ledger of any length passes through without being held; the
 * first page is read before anything is written, so that what is refused is refused properly.
 */
import type { TenantScope } from '@/core/access/tenant-scope';
import type { ReceiptView } from '@/core/contracts/ledger';
import { RECEIPTS_CSV_HEAD, receiptsCsv } from '@/core/ledger/receipts-csv';
import type { ServiceDeps } from '@/services/deps';
import { listRunReceipts } from './list-run-receipts';
import { listWorkflowReceipts, type LedgerInput } from './list-workflow-receipts';

/** Entries in one file at most; the rest is had by narrowing the time. */
export const MAX_EXPORTED = 100_000;
const PAGE = 500;

export type ExportFormat = 'csv' | 'json';

/** The text of a file, in parts. */
export interface ExportedFile {
  contentType: string;
  name: string;
  parts: AsyncIterable<string>;
}

/** All entries that match, newest first; 100,000 at most. @throws UserProblem `workflow.not-found`, `list.bad-cursor`. */
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
  return fileOf(format, `ledger-${input.id}`, pages());
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
  return fileOf(format, `ledger-run-${id}`, pages());
}

function fileOf(
  format: ExportFormat,
  name: string,
  pages: AsyncIterable<readonly ReceiptView[]>,
): ExportedFile {
  return format === 'csv'
    ? { contentType: 'text/csv; charset=utf-8', name: `${name}.csv`, parts: csvParts(pages) }
    : { contentType: 'application/json; charset=utf-8', name: `${name}.json`, parts: jsonParts(pages) };
}

async function* csvParts(pages: AsyncIterable<readonly ReceiptView[]>): AsyncGenerator<string> {
  yield RECEIPTS_CSV_HEAD;
  for await (const page of bounded(pages)) yield receiptsCsv(page.items);
}

async function* jsonParts(pages: AsyncIterable<readonly ReceiptView[]>): AsyncGenerator<string> {
  yield '{"items":[';
  let isFirst = true;
  let isCut = false;
  for await (const page of bounded(pages)) {
    isCut = page.isCut;
    if (page.items.length === 0) continue;
    yield `${isFirst ? '' : ','}\n${page.items.map((item) => JSON.stringify(item)).join(',\n')}`;
    isFirst = false;
  }
  yield `\n],"truncated":${isCut}}\n`;
}

async function* bounded(
  pages: AsyncIterable<readonly ReceiptView[]>,
): AsyncGenerator<{ items: readonly ReceiptView[]; isCut: boolean }> {
  let left = MAX_EXPORTED;
  for await (const items of pages) {
    const isCut = items.length > left;
    yield { items: items.slice(0, left), isCut };
    if (isCut) return;
    left -= items.length;
  }
}
