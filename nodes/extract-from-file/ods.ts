/** OpenDocument spreadsheets: the values of one sheet. */
import type { Json } from '@/core/items/item';
import { readZip, type ZipLimits } from '@/core/files/zip';
import { readXml } from '@/core/markup/read-xml';
import { NodeFailure } from '@/core/node-kit/node-failure';
import type { Row } from './rows';
import { MAX_COLUMN, rangeOf, type SheetRange } from './sheet-range';
import { missingSheet, tooManyCells, type SheetOptions } from './xlsx';

type Attributes = Readonly<Record<string, string>>;

const MAX_CELLS = 5_000_000;
const DAY_MS = 86_400_000;
const EPOCH = Date.UTC(1899, 11, 30);

/** Throws NodeFailure `sheet.*`, `archive.*` or `xml.*`. */
export function readOds(bytes: Uint8Array, options: SheetOptions, limits: ZipLimits): Row[] {
  const content = readZip(bytes, limits).find(({ name }) => name === 'content.xml');
  if (!content) {
    throw NodeFailure.final(
      'sheet.unreadable',
      'This is no OpenDocument spreadsheet (ODS). Save it as ODS first.',
    );
  }
  const reader = new SheetReader(options, rangeOf(options.range));
  readXml(new TextDecoder().decode(content.read()), reader);
  if (!reader.found) throw missingSheet(options.sheet, reader.names);
  return reader.rows;
}

class SheetReader {
  readonly rows: Row[] = [];
  readonly names: string[] = [];
  found = false;
  private inSheet = false;
  private row: (Json | undefined)[] = [];
  private rowAt = 0;
  private rowRepeat = 1;
  private cells = 0;
  private cell: { attributes: Attributes; lines: string[] } | null = null;
  private inText = 0;

  constructor(
    private readonly options: SheetOptions,
    private readonly range: SheetRange,
  ) {}

  open(name: string, attributes: Attributes): void {
    if (name === 'table:table') this.openSheet(attributes['table:name'] ?? '');
    if (!this.inSheet) return;
    if (name === 'table:table-row') {
      this.row = [];
      this.rowRepeat = repeatOf(attributes['table:number-rows-repeated']);
    } else if (name === 'table:table-cell' || name === 'table:covered-table-cell') {
      this.cell = { attributes, lines: [] };
    } else if (name === 'text:p' && this.cell) {
      this.inText += 1;
      this.cell.lines.push('');
    } else if (name === 'text:s') this.text(' '.repeat(Math.min(repeatOf(attributes['text:c']), 1000)));
    else if (name === 'text:tab') this.text('\t');
  }

  text(piece: string): void {
    if (this.inText === 0 || !this.cell) return;
    const { lines } = this.cell;
    lines[lines.length - 1] = (lines.at(-1) ?? '') + piece;
  }

  close(name: string): void {
    if (!this.inSheet) return;
    if (name === 'table:table') this.inSheet = false;
    else if (name === 'text:p') this.inText = Math.max(0, this.inText - 1);
    else if (name === 'table:table-cell' || name === 'table:covered-table-cell') this.closeCell();
    else if (name === 'table:table-row') this.closeRow();
  }

  private openSheet(name: string): void {
    this.names.push(name);
    this.inSheet = !this.found && (this.options.sheet === '' || this.options.sheet === name);
    this.found ||= this.inSheet;
  }

  private closeCell(): void {
    if (!this.cell) return;
    const { attributes, lines } = this.cell;
    this.cell = null;
    const value = this.valueOf(attributes, lines.join('\n'));
    const repeat = Math.min(
      repeatOf(attributes['table:number-columns-repeated']),
      MAX_COLUMN + 1 - this.row.length,
    );
    // Sheets end with one empty cell that is repeated to the last column there can be.
    for (let count = 0; count < repeat; count += 1) this.row.push(value);
  }

  private closeRow(): void {
    const { firstRow, lastRow, firstColumn, lastColumn } = this.range;
    let end = this.row.length;
    while (end > 0 && this.row[end - 1] === undefined) end -= 1;
    const cells = this.row.slice(firstColumn, Math.min(end, lastColumn + 1));
    const from = Math.max(this.rowAt, firstRow);
    const to = Math.min(this.rowAt + this.rowRepeat - 1, lastRow);
    this.rowAt += this.rowRepeat;
    if (cells.length === 0) return;
    for (let at = from; at <= to; at += 1) {
      this.cells += cells.length;
      if (this.cells > MAX_CELLS) throw tooManyCells();
      this.rows.push(cells);
    }
  }

  private valueOf(attributes: Attributes, shown: string): Json | undefined {
    const type = attributes['office:value-type'];
    if (type === undefined) return shown === '' ? undefined : shown;
    if (this.options.asText) return shown;
    if (type === 'boolean') return attributes['office:boolean-value'] === 'true';
    if (type === 'date') return this.dateOf(attributes['office:date-value'] ?? shown);
    const number = Number(attributes['office:value']);
    return ['float', 'currency', 'percentage'].includes(type) && Number.isFinite(number) ? number : shown;
  }

  private dateOf(text: string): Json {
    if (this.options.dates === 'iso') return text;
    const ms = Date.parse(text.includes('T') ? `${text}Z` : text);
    return Number.isNaN(ms) ? text : (ms - EPOCH) / DAY_MS;
  }
}

function repeatOf(text: string | undefined): number {
  const count = Number(text ?? 1);
  return Number.isInteger(count) && count > 0 ? count : 1;
}
