/**
 * Ledger entries as CSV (RFC 4180). A cell that a spreadsheet would take for a formula gets an apostrophe in front: what
 * other systems answered and people typed stands in these cells.
 */
import type { ReceiptView } from '@/core/contracts/ledger';

const COLUMNS = [
  'intendedAt',
  'endedAt',
  'durationMs',
  'status',
  'summary',
  'answerStatus',
  'errorCode',
  'decision',
  'decidedBy',
  'attempt',
  'replays',
  'inherited',
  'nodeName',
  'nodeId',
  'iteration',
  'item',
  'effect',
  'idempotencyKey',
  'runId',
  'workflowId',
  'version',
] as const satisfies readonly (keyof ReceiptView)[];

/** The first line. */
export const RECEIPTS_CSV_HEAD = `${COLUMNS.join(',')}\r\n`;

/** One line for each entry. */
export function receiptsCsv(receipts: readonly ReceiptView[]): string {
  return receipts.map((receipt) => `${COLUMNS.map((name) => csvCell(receipt[name])).join(',')}\r\n`).join('');
}

/** A line that is about the file and no entry: the text in its first cell, the others empty. */
export function receiptsCsvNote(text: string): string {
  return `${csvCell(text)}${','.repeat(COLUMNS.length - 1)}\r\n`;
}

const FORMULA = /^[=+\-@\t\r]/;

/** One cell; text that begins like a formula is made text for good. */
export function csvCell(value: string | number | boolean | null): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
