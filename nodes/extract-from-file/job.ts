/** Reading files, away from the worker's loop. */
import type { Json, JsonObject } from '@/core/items/item';
import { sanitiseParsed } from '@/core/items/sanitise';
import { decodeText } from '@/core/markup/decode-text';
import { readXml } from '@/core/markup/read-xml';
import { NodeFailure } from '@/core/node-kit/node-failure';
import { readCsv, type CsvOptions } from './csv';
import { readHtmlRows } from './html-rows';
import { readIcs } from './ics';
import { readOds } from './ods';
import { readPdf, type PdfOptions } from './pdf';
import { itemsOf, type RowOptions } from './rows';
import { readRtf } from './rtf';
import { readXlsx, type SheetOptions } from './xlsx';
import { createXmlTree } from './xml-tree';

export interface ExtractJob extends CsvOptions, RowOptions, SheetOptions, PdfOptions {
  format: 'csv' | 'xlsx' | 'ods' | 'html' | 'rtf' | 'pdf' | 'json' | 'xml' | 'ics' | 'text' | 'base64';
  bytes: Uint8Array;
  encoding: string;
  keepBom: boolean;
  /** Of what is unpacked. */
  maxBytes: number;
}

/** Either an item for each row, or one value. */
export type Extracted = { rows: JsonObject[] } | { object: JsonObject } | { value: Json };

const MAX_ENTRIES = 20_000;

export async function run(job: ExtractJob): Promise<Extracted> {
  const { bytes, format } = job;
  const zip = { maxBytes: job.maxBytes, maxEntries: MAX_ENTRIES };
  const text = (): string => decodeText(bytes, job.encoding, { keepBom: format === 'text' && job.keepBom });
  switch (format) {
    case 'csv':
      return { rows: itemsOf(readCsv(text(), job), { ...job, emptyCells: true }) };
    case 'xlsx':
      return { rows: itemsOf(readXlsx(bytes, job, zip), job) };
    case 'ods':
      return { rows: itemsOf(readOds(bytes, job, zip), job) };
    case 'html':
      return { rows: itemsOf(await readHtmlRows(text()), job) };
    case 'rtf':
      return { rows: itemsOf(readRtf(bytes), job) };
    case 'pdf':
      return { object: await readPdf(bytes, job) };
    case 'json':
      return { value: readJson(text()) };
    case 'xml':
      return { value: readTree(text()) };
    case 'ics':
      return { value: readIcs(text()) };
    case 'text':
      return { value: text() };
    case 'base64':
      return { value: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64') };
  }
}

function readJson(text: string): Json {
  try {
    return sanitiseParsed(JSON.parse(text) as Json, text).value; // JSON.parse gives JSON
  } catch (error) {
    const reason = error instanceof SyntaxError ? error.message.slice(0, 200) : 'it is nested too deeply';
    throw NodeFailure.final(
      'file.not-json',
      `The file is not JSON: ${reason}. Check what kind of file it is.`,
    );
  }
}

function readTree(text: string): Json {
  const tree = createXmlTree();
  readXml(text, tree);
  return tree.result();
}
