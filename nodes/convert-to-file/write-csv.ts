/** CSV by RFC 4180. */
import { NodeFailure } from '@/core/node-kit/node-failure';
import { cellText, type Sheet } from './cells';

export interface CsvOptions {
  headerRow: boolean;
  delimiter: string;
  lineEnds: 'lf' | 'crlf';
  /** Puts an apostrophe before what a spreadsheet would run. */
  escapeFormulas: boolean;
}

/** Throws NodeFailure `csv.bad-separator`. */
export function writeCsv({ columns, rows }: Sheet, options: CsvOptions): string {
  const delimiter = options.delimiter === '\\t' ? '\t' : options.delimiter;
  if (delimiter.length !== 1 || /["\r\n]/.test(delimiter)) {
    throw NodeFailure.final(
      'csv.bad-separator',
      'The separator must be one character, such as ; or \\t for a tab.',
    );
  }
  const end = options.lineEnds === 'crlf' ? '\r\n' : '\n';
  const cell = (text: string): string => {
    const safe = options.escapeFormulas && /^[=+\-@\t\r]/.test(text) && !isNumber(text) ? `'${text}` : text;
    const quoted = /["\r\n]/.test(safe) || safe.includes(delimiter) || safe !== safe.trim();
    return quoted ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const lines = rows.map((row) =>
    lineOf(
      row.map((value) => cell(cellText(value))),
      delimiter,
    ),
  );
  if (options.headerRow && columns.length > 0) lines.unshift(lineOf(columns.map(cell), delimiter));
  return lines.map((line) => line + end).join('');
}

/** A line with one empty cell would be no line. */
function lineOf(cells: readonly string[], delimiter: string): string {
  return cells.length === 1 && cells[0] === '' ? '""' : cells.join(delimiter);
}

function isNumber(text: string): boolean {
  return /^[+-]?\d+(?:[.,]\d+)?$/.test(text);
}
