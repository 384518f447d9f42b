/** Files: packing, writing, reading. */
import type { JsonObject } from '@/core/items/item';
import type { NodeContext, Translation } from '../context';
import { textOf } from '../safe-value';
import { calendar } from './calendar';
import type { NodeRule } from './rule';

export const FILE_RULES: readonly NodeRule[] = [
  { type: 'compression', versions: [1.1], becomes: 'compression', translate: compression },
  { type: 'convertToFile', versions: [1.1], becomes: 'convert-to-file', translate: toFile },
  { type: 'extractFromFile', versions: [1.1], becomes: 'extract-from-file', translate: fromFile },
  { type: 'spreadsheetFile', versions: [1, 2], becomes: 'extract-from-file', translate: spreadsheet },
  { type: 'readPDF', versions: [1], becomes: 'extract-from-file', translate: readPdf },
];

function compression(context: NodeContext): Translation {
  const files = context.value('binaryPropertyName') ?? 'data';
  if (context.choice('decompress', 'operation') !== 'compress') {
    const outputPrefix = context.value('outputPrefix') ?? 'file_';
    return { type: 'compression', parameters: { operation: 'unpack', files, outputPrefix } };
  }
  const format = context.choice('zip', 'outputFormat') === 'gzip' ? 'gzip' : 'zip';
  const parameters: JsonObject = { operation: 'pack', files, format };
  parameters['fileName'] = context.value('fileName') ?? '';
  if (format === 'zip') parameters['outputFile'] = context.value('binaryPropertyOutput') ?? 'data';
  else parameters['outputPrefix'] = context.value('outputPrefix') ?? 'file_';
  context.ignore('outputPrefix', 'binaryPropertyOutput');
  return { type: 'compression', parameters };
}

const TO_FORMATS: Readonly<Record<string, string>> = {
  csv: 'csv',
  html: 'html',
  toJson: 'json',
  ods: 'ods',
  rtf: 'rtf',
  toText: 'text',
  xls: 'xlsx',
  xlsx: 'xlsx',
  toBinary: 'base64',
};

function toFile(context: NodeContext): Translation | null {
  const operation = context.choice('csv', 'operation');
  if (operation === 'iCal') return calendar(context);
  const isPlain = operation === 'toBinary' && context.get('options', 'dataIsBase64') === false;
  const format = isPlain ? 'text' : TO_FORMATS[operation];
  if (format === undefined) return null;
  if (operation === 'xls') context.remark('feature.text', { what: 'It writes XLSX instead of the old XLS.' });
  const parameters: JsonObject = { format, file: context.value('binaryPropertyName') ?? 'data' };
  if (format === 'json') parameters['jsonOf'] = context.choice('once', 'mode') === 'each' ? 'each' : 'all';
  if (format === 'text' || format === 'base64') parameters['field'] = context.value('sourceProperty') ?? '';
  copyOptions(context, parameters, {
    fileName: 'fileName',
    headerRow: 'headerRow',
    delimiter: 'delimiter',
    sheetName: 'sheetName',
    format: 'pretty',
    encoding: 'encoding',
    addBOM: 'addBom',
    mimeType: 'mediaType',
  });
  context.ignore('mode', 'sourceProperty', 'options.compression', 'options.dataIsBase64');
  return { type: 'convert-to-file', parameters: withEncoding(parameters) };
}

const FROM_FORMATS: Readonly<Record<string, string>> = {
  csv: 'csv',
  html: 'html',
  fromIcs: 'ics',
  fromJson: 'json',
  ods: 'ods',
  pdf: 'pdf',
  rtf: 'rtf',
  text: 'text',
  xml: 'xml',
  xls: 'xlsx',
  xlsx: 'xlsx',
  binaryToPropery: 'base64',
  binaryToProperty: 'base64',
};

const KEEP: Readonly<Record<string, string>> = { json: 'fields', binary: 'files', both: 'both' };

function fromFile(context: NodeContext): Translation | null {
  const operation = context.choice('csv', 'operation');
  const format = FROM_FORMATS[operation];
  if (format === undefined) return null;
  if (operation === 'xls')
    context.remark('feature.text', { what: 'Old XLS files are not read; save them as XLSX.' });
  const parameters: JsonObject = { format, file: context.value('binaryPropertyName') ?? 'data' };
  if (['json', 'xml', 'ics', 'text', 'base64'].includes(format)) {
    parameters['outputField'] = context.value('destinationKey') ?? 'data';
  }
  context.ignore('destinationKey');
  readOptions(context, parameters);
  return { type: 'extract-from-file', parameters: withEncoding(parameters) };
}

function readOptions(context: NodeContext, parameters: JsonObject): void {
  copyOptions(context, parameters, {
    delimiter: 'delimiter',
    encoding: 'encoding',
    headerRow: 'headerRow',
    fromLine: 'fromLine',
    maxRowCount: 'maxRows',
    maxRows: 'maxRows',
    relaxQuotes: 'relaxQuotes',
    skipRecordsWithErrors: 'skipBadRows',
    includeEmptyCells: 'emptyCells',
    sheetName: 'sheet',
    range: 'range',
    readAsString: 'asText',
    rawData: 'rawData',
    joinPages: 'joinPages',
    maxPages: 'maxPages',
    password: 'password',
    stripBOM: 'keepBom',
  });
  const { keepBom, skipBadRows, rawData: _raw, maxRows, fromLine, ...rest } = parameters;
  for (const name of ['keepBom', 'skipBadRows', 'rawData', 'maxRows', 'fromLine']) delete parameters[name];
  Object.assign(parameters, rest);
  if (keepBom === false) parameters['keepBom'] = true;
  if (skipBadRows !== undefined)
    parameters['skipBadRows'] = typeof skipBadRows === 'boolean' ? skipBadRows : true;
  if (typeof maxRows === 'number') parameters['maxRows'] = Math.max(maxRows, 0);
  if (typeof fromLine === 'number') parameters['fromLine'] = Math.max(fromLine, 1);
  const keep = KEEP[textOf(context.get('options', 'keepSource'))];
  if (keep !== undefined) parameters['keep'] = keep;
  context.ignore('options.enableBOM', 'options.localFileEncoding');
}

/** n8n writes encodings without dashes. */
export function withEncoding(parameters: JsonObject): JsonObject {
  const { encoding } = parameters;
  if (encoding === 'utf8') return { ...parameters, encoding: 'utf-8' };
  if (encoding === 'utf16le') return { ...parameters, encoding: 'utf-16le' };
  return parameters;
}

function copyOptions(context: NodeContext, into: JsonObject, table: Readonly<Record<string, string>>): void {
  for (const [theirs, ours] of Object.entries(table)) {
    const value = context.value('options', theirs);
    if (value !== undefined) into[ours] = value;
  }
}

/** The node that came before the two for reading and writing. */
function spreadsheet(context: NodeContext): Translation {
  const isWriting = context.choice('fromFile', 'operation') === 'toFile';
  const given = context.choice(isWriting ? 'xls' : 'autodetect', 'fileFormat');
  const file = context.value('binaryPropertyName') ?? 'data';
  const format =
    given === 'xls' ? 'xlsx' : ['csv', 'html', 'ods', 'rtf', 'xlsx'].includes(given) ? given : 'csv';
  if (given === 'autodetect')
    context.remark('feature.text', { what: 'The format is not recognised; it reads CSV.' });
  if (isWriting) {
    const parameters: JsonObject = { format, file };
    copyOptions(context, parameters, {
      ...{ fileName: 'fileName', headerRow: 'headerRow', delimiter: 'delimiter', sheetName: 'sheetName' },
    });
    return { type: 'convert-to-file', parameters };
  }
  const parameters: JsonObject = { format, file };
  readOptions(context, parameters);
  return { type: 'extract-from-file', parameters: withEncoding(parameters) };
}

function readPdf(context: NodeContext): Translation {
  const file = context.value('binaryPropertyName') ?? 'data';
  const password = context.literal('', 'password');
  context.ignore('encrypted');
  return {
    type: 'extract-from-file',
    parameters: { format: 'pdf', file, ...(password === '' ? {} : { password }) },
  };
}
