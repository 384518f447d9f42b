/** Writing files, away from the worker's loop. */
import type { JsonObject } from '@/core/items/item';
import { sheetOf } from './cells';
import { encodeText } from './encode-text';
import { writeCsv, type CsvOptions } from './write-csv';
import { writeHtml } from './write-html';
import { writeOds } from './write-ods';
import { writeRtf } from './write-rtf';
import { writeXlsx } from './write-xlsx';

export interface ConvertJob extends CsvOptions {
  format: 'csv' | 'xlsx' | 'ods' | 'html' | 'rtf' | 'json';
  items: readonly JsonObject[];
  sheetName: string;
  pretty: boolean;
  encoding: string;
  addBom: boolean;
  now: number;
}

/** Throws NodeFailure `csv.*`, `sheet.*` or `file.*`. */
export function run(job: ConvertJob): Uint8Array {
  const { format, items } = job;
  if (format === 'json')
    return encodeText(JSON.stringify(items, null, job.pretty ? 2 : 0), job.encoding, job);
  const sheet = sheetOf(items);
  switch (format) {
    case 'csv':
      return encodeText(writeCsv(sheet, job), job.encoding, job);
    case 'xlsx':
      return writeXlsx(sheet, job);
    case 'ods':
      return writeOds(sheet, job);
    case 'html':
      return encodeText(writeHtml(sheet, job), 'utf-8', { addBom: false });
    case 'rtf':
      return encodeText(writeRtf(sheet, job), 'utf-8', { addBom: false });
  }
}
