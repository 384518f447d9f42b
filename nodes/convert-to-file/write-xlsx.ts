/** Excel workbooks (ECMA-376) with one sheet: the least that spreadsheets open. */
import { writeZip } from '@/core/files/zip';
import { NodeFailure } from '@/core/node-kit/node-failure';
import type { CellValue, Sheet } from './cells';
import { escapeXml } from './escape-xml';

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
/** What a cell can hold. */
const MAX_TEXT = 32_767;
const MAX_ROWS = 1_048_576;
const MAX_COLUMNS = 16_384;

/** Throws NodeFailure `sheet.too-large`. Texts over 32,767 characters are cut, as spreadsheets cut them. */
export function writeXlsx(
  sheet: Sheet,
  options: { headerRow: boolean; sheetName: string; now: number },
): Uint8Array {
  demandFits(sheet);
  const table: CellValue[][] = options.headerRow ? [sheet.columns, ...sheet.rows] : sheet.rows;
  const rows = table.map(
    (row, index) =>
      `<row r="${index + 1}">${row.map((value, column) => cell(value, column, index)).join('')}</row>`,
  );
  const name = escapeXml(sheetNameOf(options.sheetName));
  const files: Record<string, string> = {
    '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPE}.worksheet+xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets><sheet name="${name}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${MAIN}"><sheetData>${rows.join('')}</sheetData></worksheet>`,
  };
  const encoder = new TextEncoder();
  return writeZip(
    Object.entries(files).map(([path, text]) => ({ name: path, bytes: encoder.encode(HEAD + text) })),
    options.now,
  );
}

function cell(value: CellValue, column: number, row: number): string {
  const place = `${lettersOf(column)}${row + 1}`;
  if (value === null || value === '') return '';
  if (typeof value === 'number') return `<c r="${place}"><v>${value}</v></c>`;
  if (typeof value === 'boolean') return `<c r="${place}" t="b"><v>${value ? 1 : 0}</v></c>`;
  return `<c r="${place}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(value.slice(0, MAX_TEXT))}</t></is></c>`;
}

/** 0 is `A`, 26 is `AA`. */
export function lettersOf(column: number): string {
  let letters = '';
  for (let left = column + 1; left > 0; left = Math.floor((left - 1) / 26)) {
    letters = String.fromCharCode(65 + ((left - 1) % 26)) + letters;
  }
  return letters;
}

/** What spreadsheets take for a name: 31 characters, none of \ / ? * [ ] : and no apostrophe at an end. */
export function sheetNameOf(name: string): string {
  const plain = name
    .replace(/[\\/?*[\]:]/g, '_')
    .replace(/^'|'$/g, '_')
    .slice(0, 31);
  return plain.trim() === '' ? 'Sheet' : plain;
}

export function demandFits({ columns, rows }: Sheet): void {
  if (columns.length <= MAX_COLUMNS && rows.length < MAX_ROWS) return;
  throw NodeFailure.final(
    'sheet.too-large',
    `A sheet holds ${MAX_ROWS} rows and ${MAX_COLUMNS} columns at most. Write CSV, or split the items.`,
  );
}
