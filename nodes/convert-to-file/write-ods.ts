/** OpenDocument spreadsheets (ISO 26300) with one sheet. */
import { writeZip } from '@/core/files/zip';
import { cellText, type CellValue, type Sheet } from './cells';
import { escapeXml } from './escape-xml';
import { demandFits, sheetNameOf } from './write-xlsx';

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';
const NAMES = ['office', 'table', 'text']
  .map((name) => `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`)
  .join(' ');
const MANIFEST = 'urn:oasis:names:tc:opendocument:xmlns:manifest:1.0';
export const ODS_TYPE = 'application/vnd.oasis.opendocument.spreadsheet';

/** Throws NodeFailure `sheet.too-large`. */
export function writeOds(
  sheet: Sheet,
  options: { headerRow: boolean; sheetName: string; now: number },
): Uint8Array {
  demandFits(sheet);
  const table: CellValue[][] = options.headerRow ? [sheet.columns, ...sheet.rows] : sheet.rows;
  const rows = table.map((row) => `<table:table-row>${row.map(cell).join('')}</table:table-row>`).join('');
  const name = escapeXml(sheetNameOf(options.sheetName));
  const content = `<office:document-content ${NAMES} office:version="1.2"><office:body><office:spreadsheet><table:table table:name="${name}">${rows}</table:table></office:spreadsheet></office:body></office:document-content>`;
  const manifest = `<manifest:manifest xmlns:manifest="${MANIFEST}" manifest:version="1.2"><manifest:file-entry manifest:full-path="/" manifest:media-type="${ODS_TYPE}"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>`;
  const encoder = new TextEncoder();
  return writeZip(
    [
      { name: 'mimetype', bytes: encoder.encode(ODS_TYPE) },
      { name: 'content.xml', bytes: encoder.encode(HEAD + content) },
      { name: 'META-INF/manifest.xml', bytes: encoder.encode(HEAD + manifest) },
    ],
    options.now,
  );
}

function cell(value: CellValue): string {
  if (value === null || value === '') return '<table:table-cell/>';
  const lines = cellText(value)
    .split('\n')
    .map((line) => `<text:p>${blanks(escapeXml(line))}</text:p>`)
    .join('');
  if (typeof value === 'number')
    return `<table:table-cell office:value-type="float" office:value="${value}">${lines}</table:table-cell>`;
  if (typeof value === 'boolean') {
    return `<table:table-cell office:value-type="boolean" office:boolean-value="${value}">${lines}</table:table-cell>`;
  }
  return `<table:table-cell office:value-type="string">${lines}</table:table-cell>`;
}

/** Several blanks would be read as one. */
function blanks(text: string): string {
  return text
    .replace(/^ | $| {2,}/g, (run) => `<text:s text:c="${run.length}"/>`)
    .replaceAll('\t', '<text:tab/>');
}
