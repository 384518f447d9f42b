/** Ledger entries as the text of a file, in parts. A file that does not hold all of them says so at its end. */
import type { ReceiptView } from '@/core/contracts/ledger';
import { RECEIPTS_CSV_HEAD, receiptsCsv, receiptsCsvNote } from '@/core/ledger/receipts-csv';

/** Entries in one file at most; the rest is had by narrowing the time. */
const MAX_EXPORTED = 100_000;

export type ExportFormat = 'csv' | 'json';

/** The text of a file, in parts. */
export interface ExportedFile {
  contentType: string;
  name: string;
  parts: AsyncIterable<string>;
}

/** The file of these pages; `name` has no ending. */
export function ledgerFile(
  format: ExportFormat,
  {
    name,
    pages,
    most = MAX_EXPORTED,
  }: { name: string; pages: AsyncIterable<readonly ReceiptView[]>; most?: number },
): ExportedFile {
  const parts = bounded(pages, most);
  return format === 'csv'
    ? { contentType: 'text/csv; charset=utf-8', name: `${name}.csv`, parts: csvParts(parts, most) }
    : { contentType: 'application/json; charset=utf-8', name: `${name}.json`, parts: jsonParts(parts) };
}

interface Part {
  items: readonly ReceiptView[];
  /** There are more, and this is the last part. */
  isCut: boolean;
}

async function* csvParts(parts: AsyncIterable<Part>, most: number): AsyncGenerator<string> {
  yield RECEIPTS_CSV_HEAD;
  for await (const { items, isCut } of parts) {
    yield receiptsCsv(items);
    // Whoever opens it in a spreadsheet sees no header and no end of a JSON document.
    if (isCut) yield receiptsCsvNote(`Cut after ${most} entries: there are more. Ask for a shorter time.`);
  }
}

async function* jsonParts(parts: AsyncIterable<Part>): AsyncGenerator<string> {
  yield '{"items":[';
  let isFirst = true;
  let wasCut = false;
  for await (const { items, isCut } of parts) {
    wasCut = isCut;
    if (items.length === 0) continue;
    yield `${isFirst ? '' : ','}\n${items.map((item) => JSON.stringify(item)).join(',\n')}`;
    isFirst = false;
  }
  yield `\n],"truncated":${wasCut}}\n`;
}

async function* bounded(pages: AsyncIterable<readonly ReceiptView[]>, most: number): AsyncGenerator<Part> {
  let left = most;
  for await (const items of pages) {
    const isCut = items.length > left;
    yield { items: items.slice(0, left), isCut };
    if (isCut) return;
    left -= items.length;
  }
}
