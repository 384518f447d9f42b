/** CSV by RFC 4180, and what people make of it: other separators, other line ends, stray quotes. */
import { NodeFailure } from '@/core/node-kit/node-failure';

export interface CsvOptions {
  /** One character; empty: whichever fits the first lines. */
  delimiter: string;
  /** From 1. */
  fromLine: number;
  relaxQuotes: boolean;
  skipBadRows: boolean;
}

const MAX_COLUMNS = 16_384;
const MAX_FIELD = 5_000_000;
const SEPARATORS = [',', ';', '\t', '|'];

/** Rows of texts; empty lines are left out. Throws NodeFailure `csv.*`, which name the line. */
export function* readCsv(text: string, options: CsvOptions): Generator<string[]> {
  const start = startOfLine(text, options.fromLine);
  const delimiter = separatorOf(options.delimiter, text, start);
  let at = start;
  let line = options.fromLine;
  while (at < text.length) {
    const row = readRow(text, at, { delimiter, relaxQuotes: options.relaxQuotes });
    if (row.fault !== null && !options.skipBadRows) throw badRow(row.fault, line);
    if (row.fault === null && !(row.cells.length === 1 && row.cells[0] === '' && !row.quoted))
      yield row.cells;
    for (let index = at; index < row.end; index += 1) if (text.charCodeAt(index) === 10) line += 1;
    at = row.end;
  }
}

interface ReadRow {
  cells: string[];
  /** Where the next row begins. */
  end: number;
  quoted: boolean;
  fault: Fault | null;
}

type Fault = 'quote-inside' | 'after-quote' | 'unclosed' | 'columns' | 'field';

function readRow(text: string, start: number, how: { delimiter: string; relaxQuotes: boolean }): ReadRow {
  const cells: string[] = [];
  let at = start;
  let quoted = false;
  let fault: Fault | null = null;
  for (;;) {
    const cell = text[at] === '"' ? readQuoted(text, at, how) : readPlain(text, at, how);
    quoted ||= text[at] === '"';
    cells.push(cell.value);
    fault ??=
      cell.fault ??
      (cells.length > MAX_COLUMNS ? 'columns' : null) ??
      (cell.value.length > MAX_FIELD ? 'field' : null);
    at = cell.end;
    if (fault === 'unclosed') return { cells, end: text.length, quoted, fault };
    if (text[at] !== how.delimiter) break;
    at += 1;
  }
  if (text[at] === '\r' && text[at + 1] === '\n') at += 2;
  else if (at < text.length) at += 1;
  return { cells, end: at, quoted, fault };
}

interface Cell {
  value: string;
  end: number;
  fault: Fault | null;
}

function readPlain(
  text: string,
  start: number,
  { delimiter, relaxQuotes }: { delimiter: string; relaxQuotes: boolean },
): Cell {
  let end = start;
  while (end < text.length && text[end] !== delimiter && text[end] !== '\n' && text[end] !== '\r') end += 1;
  const value = text.slice(start, end);
  return { value, end, fault: !relaxQuotes && value.includes('"') ? 'quote-inside' : null };
}

function readQuoted(text: string, start: number, how: { delimiter: string; relaxQuotes: boolean }): Cell {
  let value = '';
  let at = start + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return { value: value + text.slice(at), end: text.length, fault: 'unclosed' };
    value += text.slice(at, quote);
    const next = text[quote + 1];
    if (next === '"') {
      value += '"';
      at = quote + 2;
      continue;
    }
    if (next === undefined || next === how.delimiter || next === '\n' || next === '\r') {
      return { value, end: quote + 1, fault: null };
    }
    if (!how.relaxQuotes) {
      const rest = readPlain(text, quote + 1, { ...how, relaxQuotes: true });
      return { value: value + rest.value, end: rest.end, fault: 'after-quote' };
    }
    value += '"';
    at = quote + 1;
  }
}

function startOfLine(text: string, line: number): number {
  let at = 0;
  for (let count = 1; count < line; count += 1) {
    const end = text.indexOf('\n', at);
    if (end < 0) return text.length;
    at = end + 1;
  }
  return at;
}

function separatorOf(written: string, text: string, start: number): string {
  const one = written === '\\t' ? '\t' : written;
  if (one.length === 1 && one !== '"' && one !== '\n' && one !== '\r') return one;
  if (one !== '') {
    throw NodeFailure.final(
      'csv.bad-separator',
      'The separator must be one character, such as ; or \\t for a tab.',
    );
  }
  const end = text.indexOf('\n', start);
  const first = text.slice(start, end < 0 ? undefined : end);
  const counts = SEPARATORS.map((sign) => first.split(sign).length);
  return SEPARATORS[counts.indexOf(Math.max(...counts))] ?? ',';
}

const FAULTS: Record<Fault, string> = {
  'quote-inside': 'has a quotation mark inside of a value',
  'after-quote': 'has something behind a closing quotation mark',
  unclosed: 'opens a quotation mark that is never closed',
  columns: `has more than ${MAX_COLUMNS} columns`,
  field: `has a value of more than ${MAX_FIELD} characters`,
};

function badRow(fault: Fault, line: number): NodeFailure {
  return NodeFailure.final(
    'csv.bad-row',
    `The row at line ${line} ${FAULTS[fault]}. Check separator and quotes, allow quotes inside of values, or leave such rows out.`,
    { details: { line, fault } },
  );
}
