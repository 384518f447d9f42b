/** Excel workbooks (ECMA-376): the values of one sheet. Formulas give what they gave when the file was saved. */
import type { Json } from '@/core/items/item';
import { readZip, type ZipEntry, type ZipLimits } from '@/core/files/zip';
import { readXml } from '@/core/markup/read-xml';
import { NodeFailure } from '@/core/node-kit/node-failure';
import type { Row } from './rows';
import { isDateFormat, isoOfDays } from './sheet-dates';
import { columnOf, MAX_COLUMN, rangeOf, type SheetRange } from './sheet-range';

export interface SheetOptions {
  /** Empty: the first. */
  sheet: string;
  range: string;
  asText: boolean;
  dates: 'iso' | 'number';
}

interface Workbook {
  sheets: { name: string; id: string }[];
  is1904: boolean;
}

/** Cells of all rows together. */
const MAX_CELLS = 5_000_000;

/** Throws NodeFailure `sheet.unreadable`, `sheet.missing`, `sheet.too-large`, `archive.*` or `xml.*`. */
export function readXlsx(bytes: Uint8Array, options: SheetOptions, limits: ZipLimits): Row[] {
  const parts = new Map(
    readZip(bytes, limits).map((entry) => [entry.name.replace(/^\//, '').toLowerCase(), entry]),
  );
  const workbook = readWorkbook(textOf(parts, 'xl/workbook.xml'));
  const sheet =
    options.sheet === '' ? workbook.sheets[0] : workbook.sheets.find(({ name }) => name === options.sheet);
  if (!sheet)
    throw missingSheet(
      options.sheet,
      workbook.sheets.map(({ name }) => name),
    );
  const target = readTargets(textOf(parts, 'xl/_rels/workbook.xml.rels')).get(sheet.id) ?? '';
  const path = target.startsWith('/') ? target.slice(1) : `xl/${target}`;
  const strings = parts.has('xl/sharedstrings.xml') ? readStrings(textOf(parts, 'xl/sharedstrings.xml')) : [];
  const dateStyles = parts.has('xl/styles.xml')
    ? readDateStyles(textOf(parts, 'xl/styles.xml'))
    : new Set<number>();
  return readSheet(textOf(parts, path.toLowerCase()), {
    ...{ strings, dateStyles, is1904: workbook.is1904, options },
    range: rangeOf(options.range),
  });
}

/** The sheet is not there; `names` are those that are. */
export function missingSheet(name: string, names: readonly string[]): NodeFailure {
  return NodeFailure.final(
    'sheet.missing',
    `There is no sheet "${name}". The file has: ${names.slice(0, 20).join(', ') || 'none'}.`,
    { details: { sheet: name } },
  );
}

function textOf(parts: ReadonlyMap<string, ZipEntry>, path: string): string {
  const entry = parts.get(path);
  if (entry) return new TextDecoder().decode(entry.read());
  throw NodeFailure.final(
    'sheet.unreadable',
    'This is no Excel workbook (XLSX). Old XLS files and others must be saved as XLSX first.',
    { details: { part: path } },
  );
}

function readWorkbook(text: string): Workbook {
  const workbook: Workbook = { sheets: [], is1904: false };
  onOpen(text, (name, attributes) => {
    if (name === 'sheet')
      workbook.sheets.push({ name: attributes['name'] ?? '', id: attributes['r:id'] ?? '' });
    if (name === 'workbookPr') workbook.is1904 = ['1', 'true'].includes(attributes['date1904'] ?? '');
  });
  return workbook;
}

function readTargets(text: string): Map<string, string> {
  const targets = new Map<string, string>();
  onOpen(text, (name, attributes) => {
    if (name === 'Relationship') targets.set(attributes['Id'] ?? '', attributes['Target'] ?? '');
  });
  return targets;
}

/** Texts stand once for all cells; their parts with a look of their own are put together, readings left out. */
function readStrings(text: string): string[] {
  const strings: string[] = [];
  let current = '';
  let inText = false;
  let inReading = 0;
  readXml(text, {
    open(qualified) {
      const name = localName(qualified);
      if (name === 'si') current = '';
      else if (name === 't') inText = inReading === 0;
      else if (name === 'rPh') inReading += 1;
    },
    text(piece) {
      if (inText) current += piece;
    },
    close(qualified) {
      const name = localName(qualified);
      if (name === 'si') strings.push(unescapeText(current));
      else if (name === 't') inText = false;
      else if (name === 'rPh') inReading -= 1;
    },
  });
  return strings;
}

function readDateStyles(text: string): Set<number> {
  const codes = new Map<number, string>();
  const styles = new Set<number>();
  let count = 0;
  let inCells = false;
  readXml(text, {
    open(qualified, attributes) {
      const name = localName(qualified);
      if (name === 'numFmt') codes.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '');
      if (name === 'cellXfs') inCells = true;
      if (name !== 'xf' || !inCells) return;
      const id = Number(attributes['numFmtId'] ?? 0);
      if (isDateFormat(id, codes.get(id))) styles.add(count);
      count += 1;
    },
    text: () => undefined,
    close(qualified) {
      if (localName(qualified) === 'cellXfs') inCells = false;
    },
  });
  return styles;
}

interface SheetContext {
  strings: readonly string[];
  dateStyles: ReadonlySet<number>;
  is1904: boolean;
  options: SheetOptions;
  range: SheetRange;
}

function readSheet(text: string, context: SheetContext): Row[] {
  const { firstColumn, lastColumn, firstRow, lastRow } = context.range;
  const rows: Row[] = [];
  let row: (Json | undefined)[] = [];
  let cell = { type: '', style: 0, column: 0, text: '' };
  let [at, cells] = [-1, 0];
  let inValue = false;
  readXml(text, {
    open(qualified, attributes) {
      const name = localName(qualified);
      if (name === 'row') {
        at = attributes['r'] === undefined ? at + 1 : Number(attributes['r']) - 1;
        row = [];
        cell = { ...cell, column: -1 };
      } else if (name === 'c') {
        const letters = /^[A-Z]{1,3}/.exec(attributes['r'] ?? '')?.[0];
        const column = letters === undefined ? cell.column + 1 : columnOf(letters);
        cell = { type: attributes['t'] ?? 'n', style: Number(attributes['s'] ?? 0), column, text: '' };
      } else if (name === 'v' || name === 't') inValue = true;
    },
    text(piece) {
      if (inValue) cell.text += piece;
    },
    close(qualified) {
      const name = localName(qualified);
      if (name === 'v' || name === 't') inValue = false;
      else if (name === 'row') {
        // A single cell far to the right makes a long row.
        cells += row.length;
        if (cells > MAX_CELLS) throw tooManyCells();
        if (at >= firstRow && at <= lastRow && row.length > 0) rows.push(Array.from(row));
      } else if (
        name === 'c' &&
        cell.column >= firstColumn &&
        cell.column <= Math.min(lastColumn, MAX_COLUMN)
      ) {
        const value = valueOf(cell, context);
        if (value === undefined) return;
        row[cell.column - firstColumn] = value;
      }
    },
  });
  return rows;
}

function valueOf(
  { type, style, text }: { type: string; style: number; text: string },
  { strings, dateStyles, is1904, options }: SheetContext,
): Json | undefined {
  if (text === '') return undefined;
  if (type === 's') return strings[Number(text)] ?? '';
  if (type === 'b') return options.asText ? (text === '1' ? 'TRUE' : 'FALSE') : text === '1';
  if (type === 'd' || type === 'e') return text;
  if (type !== 'n') return unescapeText(text);
  const number = Number(text);
  if (!Number.isFinite(number)) return text;
  const isDate = dateStyles.has(style) && (options.dates === 'iso' || options.asText);
  const value = isDate ? isoOfDays(number, { is1904 }) : number;
  return options.asText ? String(value) : value;
}

function onOpen(
  text: string,
  open: (name: string, attributes: Readonly<Record<string, string>>) => void,
): void {
  readXml(text, {
    open: (name, attributes) => open(localName(name), attributes),
    text: () => undefined,
    close: () => undefined,
  });
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** `_x000D_` and the like stand for characters that XML does not keep. */
function unescapeText(text: string): string {
  return text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text;
}

export function tooManyCells(): NodeFailure {
  return NodeFailure.final(
    'sheet.too-large',
    `The sheet has more than ${MAX_CELLS} cells. Name a smaller range, or split it.`,
  );
}
