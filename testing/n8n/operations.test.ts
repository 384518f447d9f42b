/** Every operation of n8n's data and file nodes: it is understood, and nothing of it is left out. */
import { expect, it } from 'vitest';
import { importedNode } from './import-one';
import { n8nNode } from './workflows';

type Row = readonly [type: string, version: number, parameters: object, becomes: string];

const rows: readonly Row[] = [
  ['set', 3.4, { mode: 'raw', jsonOutput: '{"a":1}', options: {} }, 'edit-fields'],
  [
    'set',
    3.4,
    {
      assignments: { assignments: [{ id: '1', name: 'a', type: 'string', value: 'x' }] },
      includeOtherFields: true,
      include: 'except',
      excludeFields: 'z',
      options: { ignoreConversionErrors: true, stripBinary: false },
    },
    'edit-fields',
  ],
  ['dateTime', 1, { value: '={{ $json.d }}', toFormat: 'YYYY-MM-DD', options: {} }, 'date-time'],
  [
    'dateTime',
    1,
    {
      action: 'calculate',
      value: '={{ $json.d }}',
      operation: 'subtract',
      duration: 3,
      timeUnit: 'weeks',
      dataPropertyName: 'x',
      options: {},
    },
    'date-time',
  ],
  ['dateTime', 2, { options: {} }, 'date-time'],
  [
    'dateTime',
    2,
    {
      operation: 'addToDate',
      magnitude: '={{ $json.d }}',
      duration: 1,
      timeUnit: 'hours',
      options: { includeInputFields: true },
    },
    'date-time',
  ],
  [
    'dateTime',
    2,
    {
      operation: 'formatDate',
      date: '={{ $now }}',
      format: 'custom',
      customFormat: 'yyyy',
      outputFieldName: 'y',
      options: { timezone: true },
    },
    'date-time',
  ],
  [
    'dateTime',
    2,
    {
      operation: 'getTimeBetweenDates',
      startDate: '={{ $json.a }}',
      endDate: '={{ $json.b }}',
      units: ['day', 'hour'],
      options: { isoString: true },
    },
    'date-time',
  ],
  [
    'dateTime',
    2,
    { operation: 'roundDate', date: '={{ $json.a }}', mode: 'roundUp', to: 'month', options: {} },
    'date-time',
  ],
  [
    'dateTime',
    2,
    { operation: 'roundDate', date: '={{ $json.a }}', toNearest: 'day', options: {} },
    'date-time',
  ],
  [
    'dateTime',
    2,
    { operation: 'extractDate', date: '={{ $json.a }}', part: 'year', options: {} },
    'date-time',
  ],
  ['crypto', 1, { action: 'hash', type: 'SHA256', value: '={{ $json.a }}' }, 'crypto'],
  [
    'crypto',
    1,
    {
      action: 'hmac',
      type: 'SHA512',
      value: 'x',
      secret: '={{ $json.s }}',
      encoding: 'base64',
      dataPropertyName: 'sig',
    },
    'crypto',
  ],
  ['crypto', 1, { action: 'hmac', type: 'MD5', value: 'x', secret: 'abc' }, 'crypto'],
  ['crypto', 1, { action: 'generate', encodingType: 'uuid' }, 'crypto'],
  ['crypto', 1, { action: 'sign', value: 'x', algorithm: 'RSA-SHA256', privateKey: 'k' }, 'crypto'],
  ['html', 1.2, { html: '<b>{{ $json.a }}</b>' }, 'html'],
  [
    'html',
    1.2,
    {
      operation: 'extractHtmlContent',
      extractionValues: {
        values: [
          { key: 't', cssSelector: 'h1' },
          { key: 'l', cssSelector: 'a', returnValue: 'attribute', attribute: 'href', returnArray: true },
        ],
      },
      options: { trimValues: false },
    },
    'html',
  ],
  ['html', 1.2, { operation: 'convertToHtmlTable', options: {} }, 'html-table'],
  [
    'htmlExtract',
    1,
    { extractionValues: { values: [{ key: 't', cssSelector: 'h1' }] }, options: {} },
    'html',
  ],
  ['markdown', 1, { html: '={{ $json.h }}', options: {} }, 'markdown'],
  [
    'markdown',
    1,
    { mode: 'markdownToHtml', markdown: '={{ $json.m }}', options: { tables: true } },
    'markdown',
  ],
  ['xml', 1, { options: {} }, 'xml'],
  ['xml', 1, { mode: 'jsonToxml', options: { headless: true } }, 'xml'],
  ['compression', 1.1, {}, 'compression'],
  ['compression', 1.1, { operation: 'compress', fileName: 'a.zip' }, 'compression'],
  ['convertToFile', 1.1, { options: {} }, 'convert-to-file'],
  [
    'convertToFile',
    1.1,
    { operation: 'toJson', mode: 'each', options: { fileName: 'x.json' } },
    'convert-to-file',
  ],
  ['convertToFile', 1.1, { operation: 'toText', sourceProperty: 't', options: {} }, 'convert-to-file'],
  [
    'convertToFile',
    1.1,
    { operation: 'toBinary', sourceProperty: 'b', options: { mimeType: 'image/png' } },
    'convert-to-file',
  ],
  [
    'convertToFile',
    1.1,
    { operation: 'iCal', title: 'T', start: '={{ $now }}', end: '={{ $now }}', additionalFields: {} },
    'calendar-event',
  ],
  ['convertToFile', 1.1, { operation: 'xlsx', options: { sheetName: 'S' } }, 'convert-to-file'],
  ['extractFromFile', 1, { options: {} }, 'extract-from-file'],
  ['extractFromFile', 1, { operation: 'pdf', options: {} }, 'extract-from-file'],
  ['extractFromFile', 1, { operation: 'xlsx', options: { headerRow: false } }, 'extract-from-file'],
  ['extractFromFile', 1, { operation: 'fromJson', options: {} }, 'extract-from-file'],
  ['extractFromFile', 1, { operation: 'binaryToPropery', options: {} }, 'extract-from-file'],
  [
    'extractFromFile',
    1,
    { operation: 'text', destinationKey: 't', options: { encoding: 'utf8' } },
    'extract-from-file',
  ],
  [
    'spreadsheetFile',
    2,
    { operation: 'toFile', fileFormat: 'csv', options: { fileName: 'a' } },
    'convert-to-file',
  ],
  ['readPDF', 1, {}, 'extract-from-file'],
  [
    'iCal',
    1,
    {
      title: 'T',
      start: '2020-01-01',
      end: '2020-01-02',
      additionalFields: {
        location: 'Here',
        attendeesUi: { attendeeValues: [{ name: 'A', email: 'a@x.y', rsvp: true }] },
      },
    },
    'calendar-event',
  ],
  ['jwt', 1, { operation: 'sign', useJson: true, claimsJson: '{"a":1}', options: {} }, 'jwt'],
  ['jwt', 1, { operation: 'verify', token: '={{ $json.t }}', options: {} }, 'jwt'],
  ['jwt', 1, { operation: 'decode', token: '={{ $json.t }}', options: { complete: true } }, 'jwt'],
  ['totp', 1, { operation: 'generateSecret', options: { digits: 8 } }, 'totp'],
  ['n8nTrainingCustomerDatastore', 1, { operation: 'getAllPeople', returnAll: true }, 'sample-data'],
  [
    'compareDatasets',
    2.3,
    { mergeByFields: { values: [{ field1: 'a', field2: 'b' }] }, resolve: 'preferInput1', options: {} },
    'compare-datasets',
  ],
  [
    'merge',
    2.1,
    {
      mode: 'combine',
      mergeByFields: { values: [{ field1: 'a', field2: 'b' }] },
      joinMode: 'enrichInput1',
      options: { clashHandling: { values: { resolveClash: 'preferInput1' } } },
    },
    'merge',
  ],
  [
    'merge',
    3,
    { mode: 'combine', combineBy: 'combineByPosition', options: { includeUnpaired: true } },
    'merge',
  ],
  [
    'merge',
    3,
    {
      mode: 'combine',
      fieldsToMatchString: 'id, name',
      joinMode: 'keepNonMatches',
      outputDataFrom: 'input1',
      options: {},
    },
    'merge',
  ],
  ['merge', 3, { mode: 'combine', combineBy: 'combineAll', options: {} }, 'merge'],
  ['merge', 3, { mode: 'chooseBranch', output: 'empty' }, 'merge'],
  ['merge', 1, { mode: 'mergeByIndex', join: 'inner' }, 'merge'],
  ['merge', 1, { mode: 'mergeByKey', propertyName1: 'a', propertyName2: 'b' }, 'merge'],
  ['merge', 1, { mode: 'passThrough', output: 'input2' }, 'merge'],
  [
    'summarize',
    1.1,
    {
      fieldsToSummarize: {
        values: [{ field: 'id' }, { aggregation: 'concatenate', field: 'a.b', separateBy: '\n' }],
      },
      fieldsToSplitBy: 'c',
      options: { outputFormat: 'singleItem' },
    },
    'summarize',
  ],
  ['sort', 1, { type: 'code', code: 'return 1;' }, 'sort'],
  [
    'renameKeys',
    1,
    {
      keys: { key: [{ currentKey: 'a', newKey: 'b' }] },
      additionalOptions: {
        regexReplacement: {
          replacements: [{ searchRegex: '^x', replaceRegex: 'y', options: { caseInsensitive: true } }],
        },
      },
    },
    'rename',
  ],
  [
    'aggregate',
    1,
    {
      fieldsToAggregate: {
        fieldToAggregate: [{ fieldToAggregate: 'a', renameField: true, outputFieldName: 'b' }],
      },
      options: { includeBinaries: true, disableDotNotation: true },
    },
    'aggregate',
  ],
  [
    'splitOut',
    1,
    { fieldToSplitOut: 'a', options: { includeBinary: true, disableDotNotation: true } },
    'split-out',
  ],
  ['removeDuplicates', 2, { options: {} }, 'remove-duplicates'],
  ['respondToWebhook', 1.1, { options: {} }, 'respond'],
  ['respondToWebhook', 1.1, { respondWith: 'redirect', redirectURL: 'https://x.y', options: {} }, 'respond'],
  [
    'respondToWebhook',
    1.1,
    {
      respondWith: 'json',
      responseBody: '={ "a": {{ $json.a }} }',
      options: { responseCode: 201, responseHeaders: { entries: [{ name: 'x', value: 'y' }] } },
    },
    'respond',
  ],
  ['respondToWebhook', 1.1, { respondWith: 'allIncomingItems', options: { responseKey: 'data' } }, 'respond'],
  ['respondToWebhook', 1.1, { respondWith: 'text', responseBody: 'hi', options: {} }, 'respond'],
  ['stopAndError', 1, { errorType: 'errorObject', errorObject: '{"code":1}' }, 'stop'],
  ['switch', 3, { mode: 'expression', numberOutputs: 3, output: '={{ $json.i }}' }, 'switch'],
  ['switch', 1, { mode: 'expression', output: '={{ $json.i }}' }, 'switch'],
  [
    'switch',
    2,
    { dataType: 'string', value1: '={{ $json.k }}', rules: { rules: [{ value2: 'a', outputKey: 'A' }] } },
    'switch',
  ],
  ['wait', 1.1, { resume: 'specificTime', dateTime: '={{ $json.at }}' }, 'wait'],
  ['functionItem', 1, { functionCode: 'item.x = 1; return item;' }, 'code'],
];

it.each(rows.map((row, index) => [`${index} ${row[0]}@${row[1]}`, row] as const))('%s', (...[, row]) => {
  const [type, version, parameters, becomes] = row;
  const { node, report } = importedNode(n8nNode('N', type, { version, parameters }));
  expect(node.type).toBe(becomes);
  expect(report.notes).toEqual([]);
  expect(report.result).toBe('same');
});
