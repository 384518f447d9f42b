import { choices, options, row, type TypeOptions } from './option-table';

const page = (pagination: object) => ({ options: { pagination: { pagination } } });
const claims = (claim: object) => ({ claims: claim });
const key = { id: '1', name: 'Key' };
const jwtKey = { credentials: { jwtAuth: key } };
const extra = (more: object) => ({ additionalFields: more });
const pageBy = (...parameters: object[]) => ({ parameters: { parameters } });
const counter = { name: 'page', value: '={{ $pageCount + 1 }}' };

export const FILE_OPTIONS: readonly TypeOptions[] = [
  {
    ...{ name: 'HTTP Request', type: 'httpRequest', version: 4.2 },
    base: { url: 'https://a.test', options: {} },
    rows: [
      row('Method', { method: 'PATCH' }),
      row('Authentication: Generic, Header', {
        authentication: 'genericCredentialType',
        genericAuthType: 'httpHeaderAuth',
      }),
      row('Authentication: Generic, Basic', {
        authentication: 'genericCredentialType',
        genericAuthType: 'httpBasicAuth',
      }),
      row('Authentication: Generic, Query', {
        authentication: 'genericCredentialType',
        genericAuthType: 'httpQueryAuth',
      }),
      row('Authentication: Generic, Bearer', {
        authentication: 'genericCredentialType',
        genericAuthType: 'httpBearerAuth',
      }),
      row('Authentication: Generic, OAuth2', {
        authentication: 'genericCredentialType',
        genericAuthType: 'oAuth2Api',
      }),
      row('Authentication: Generic, Digest', {
        authentication: 'genericCredentialType',
        genericAuthType: 'httpDigestAuth',
      }),
      row('Authentication: Generic, OAuth1', {
        authentication: 'genericCredentialType',
        genericAuthType: 'oAuth1Api',
      }),
      row('Authentication: Generic, Custom', {
        authentication: 'genericCredentialType',
        genericAuthType: 'httpCustomAuth',
      }),
      row('Authentication: of a service', {
        authentication: 'predefinedCredentialType',
        nodeCredentialType: 'slackApi',
      }),
      row('SSL Certificates', { provideSslCertificates: true }),
      row('Send Query Parameters', {
        sendQuery: true,
        queryParameters: { parameters: [{ name: 'a', value: 'b' }] },
      }),
      row('Send Query Parameters: JSON', { sendQuery: true, specifyQuery: 'json', jsonQuery: '{"a": 1}' }),
      row('Send Headers', {
        sendHeaders: true,
        headerParameters: { parameters: [{ name: 'a', value: 'b' }] },
      }),
      row('Send Headers: JSON', { sendHeaders: true, specifyHeaders: 'json', jsonHeaders: '{"a": "b"}' }),
      row('Body: JSON', { sendBody: true, specifyBody: 'json', jsonBody: '{"a": 1}' }),
      row('Body: JSON from fields', {
        sendBody: true,
        bodyParameters: { parameters: [{ name: 'a', value: 'b' }] },
      }),
      row('Body: Form Urlencoded', {
        ...{ sendBody: true, contentType: 'form-urlencoded' },
        bodyParameters: { parameters: [{ name: 'a', value: 'b' }] },
      }),
      row('Body: Form-Data', {
        ...{ sendBody: true, contentType: 'multipart-form-data' },
        bodyParameters: {
          parameters: [{ parameterType: 'formBinaryData', name: 'a', inputDataFieldName: 'f' }],
        },
      }),
      row('Body: n8n Binary File', { sendBody: true, contentType: 'binaryData', inputDataFieldName: 'f' }),
      row('Body: Raw', { sendBody: true, contentType: 'raw', rawContentType: 'text/csv', body: 'a,b' }),
      row('Array Format in Query Parameters', { options: { queryParameterArrays: 'brackets' } }),
      row('Batching', { options: { batching: { batch: { batchSize: 2, batchInterval: 500 } } } }),
      row('Ignore SSL Issues', { options: { allowUnauthorizedCerts: true } }),
      row(
        'Lowercase Headers: off',
        { options: { lowercaseHeaders: false } },
        { idle: 'names of headers are small letters by HTTP/2' },
      ),
      row('Redirects: off', { options: { redirect: { redirect: { followRedirects: false } } } }),
      row('Max Redirects', {
        options: { redirect: { redirect: { followRedirects: true, maxRedirects: 3 } } },
      }),
      row('Response Format: JSON', { options: { response: { response: { responseFormat: 'json' } } } }),
      row('Response Format: Text', { options: { response: { response: { responseFormat: 'text' } } } }),
      row('Response Format: File', {
        options: { response: { response: { responseFormat: 'file', outputPropertyName: 'f' } } },
      }),
      row('Response Format: Text, Put Output in Field', {
        options: { response: { response: { responseFormat: 'text', outputPropertyName: 'page' } } },
      }),
      row('Include Response Headers and Status', {
        options: { response: { response: { fullResponse: true } } },
      }),
      row('Never Error', { options: { response: { response: { neverError: true } } } }),
      row(
        'Pagination: Response Contains Next URL',
        page({ paginationMode: 'responseContainsNextURL', nextURL: '={{ $response.body.next }}' }),
      ),
      row('Pagination: Update a Parameter in Each Request', page(pageBy(counter))),
      row(
        'Pagination: several parameters, headers and body fields',
        page(pageBy(counter, { ...counter, type: 'headers' }, { ...counter, type: 'body' })),
      ),
      row(
        'Pagination: a parameter that needs the item',
        page(pageBy({ name: 'a', value: '={{ $json.a }}' })),
      ),
      row(
        'Pagination Complete When: Response Is Empty',
        page({ ...pageBy(counter), paginationCompleteWhen: 'responseIsEmpty' }),
      ),
      row(
        'Pagination Complete When: Receive Specific HTTP Status Code(s)',
        page({
          ...pageBy(counter),
          paginationCompleteWhen: 'receiveSpecificStatusCodes',
          statusCodesWhenComplete: '404',
        }),
      ),
      row(
        'Pagination Complete When: Other',
        page({
          ...pageBy(counter),
          paginationCompleteWhen: 'other',
          completeExpression: '={{ $response.body.last }}',
        }),
      ),
      row('Limit Pages Fetched', page({ ...pageBy(counter), limitPagesFetched: true, maxRequests: 3 })),
      row('Interval Between Requests', page({ ...pageBy(counter), requestInterval: 200 })),
      row('Proxy', { options: { proxy: 'http://a.test' } }),
      row('Timeout', { options: { timeout: 5000 } }),
      row(
        'versions 1 and 2',
        { requestMethod: 'PUT', bodyParametersUi: { parameter: [{ name: 'a', value: 'b' }] } },
        { version: 2 },
      ),
    ],
  },
  {
    ...{ name: 'GraphQL', type: 'graphql', version: 1, base: { endpoint: 'https://a.test', query: '{ a }' } },
    rows: [
      row('HTTP Request Method: GET', { requestMethod: 'GET' }),
      row('Request Format: JSON', { requestFormat: 'json' }),
      row('Variables', { requestFormat: 'json', variables: '{"a": 1}' }),
      row('Operation Name', { requestFormat: 'json', operationName: 'A' }),
      row('Response Format: String', { responseFormat: 'string' }),
      row('Headers', { headerParametersUi: { parameter: [{ name: 'a', value: 'b' }] } }),
      row('Ignore SSL Issues', { allowUnauthorizedCerts: true }),
      row(
        'Authentication: Header',
        { authentication: 'headerAuth' },
        { more: { credentials: { httpHeaderAuth: key } } },
      ),
    ],
  },
  {
    ...{ name: 'RSS Read', type: 'rssFeedRead', version: 1.1, base: { url: 'https://a.test' } },
    rows: [
      row('Custom Fields', { options: { customFields: 'a' } }),
      row('Ignore SSL Issues', { options: { ignoreSSL: true } }),
    ],
  },
  {
    ...{ name: 'Date & Time', type: 'dateTime', version: 2, base: { options: {} } },
    rows: [
      row('Get Current Date: Include Current Time off', { includeTime: false }),
      row('Output Field Name', { outputFieldName: 'x' }),
      row('Timezone', { options: { timezone: 'Europe/Berlin' } }),
      row('Include Input Fields', { options: { includeInputFields: true } }),
      row('Add to a Date', {
        operation: 'addToDate',
        magnitude: '={{ $now }}',
        duration: 2,
        timeUnit: 'weeks',
      }),
      row('Subtract From a Date', { operation: 'subtractFromDate', magnitude: '={{ $now }}', duration: 2 }),
      row('Format a Date', { operation: 'formatDate', date: '={{ $now }}', format: 'MMMM dd yyyy' }),
      row('Format a Date: Custom Format', {
        operation: 'formatDate',
        date: '={{ $now }}',
        format: 'custom',
        customFormat: 'yyyy',
      }),
      row('From Date Format', { operation: 'formatDate', date: '1', options: { fromFormat: 'X' } }),
      row('Get Time Between Dates', {
        operation: 'getTimeBetweenDates',
        startDate: 'a',
        endDate: 'b',
        units: ['day', 'hour'],
      }),
      row('Output as ISO String', { operation: 'getTimeBetweenDates', options: { isoString: true } }),
      row('Round a Date: down', { operation: 'roundDate', date: 'a', toNearest: 'day' }),
      row('Round a Date: up', { operation: 'roundDate', date: 'a', mode: 'roundUp', to: 'day' }),
      row('Extract Part of a Date', { operation: 'extractDate', date: 'a', part: 'week' }),
      row('Format (version 1)', { value: 'a', toFormat: 'YYYY' }, { version: 1 }),
      row('Calculate (version 1)', { action: 'calculate', value: 'a', duration: 1 }, { version: 1 }),
    ],
  },
  {
    ...{ name: 'Crypto', type: 'crypto', version: 1, base: { value: 'a' } },
    rows: [
      ...['MD5', 'SHA256', 'SHA3-256', 'SHA3-384', 'SHA3-512', 'SHA384', 'SHA512']
        .slice(1)
        .map((type) => row(`Hash: ${type}`, { type })),
      row('Hash: Binary File', { binaryData: true, binaryPropertyName: 'f' }),
      row('Hash: Encoding BASE64', { encoding: 'base64' }),
      row('Hmac: Secret', { action: 'hmac', type: 'SHA256', secret: 's' }),
      row('Sign: Private Key, Algorithm', { action: 'sign', algorithm: 'RSA-SHA512', privateKey: 'k' }),
      ...['ascii', 'base64', 'hex'].map((encodingType) =>
        row(`Generate: ${encodingType}`, {
          value: undefined,
          action: 'generate',
          encodingType,
          stringLength: 8,
        }),
      ),
      row('Property Name', { dataPropertyName: 'x' }),
      row(
        'secrets in a credential (version 2)',
        { action: 'hmac', type: 'SHA256' },
        { version: 2, more: { credentials: { crypto: key } } },
      ),
    ],
  },
  {
    ...{ name: 'JWT', type: 'jwt', version: 1, base: { options: {} } },
    rows: [
      row('Sign: claims as fields', claims({ subject: 'a', expiresIn: 60 }), { more: jwtKey }),
      row('Sign: Use JSON', { useJson: true, claimsJson: '{"a": 1}' }, { more: jwtKey }),
      row('Verify', { operation: 'verify', token: 't' }, { more: jwtKey }),
      row('Decode', { operation: 'decode', token: 't' }),
      row('Override Algorithm', { options: { algorithm: 'HS512' } }),
      row('Key ID', { options: { kid: 'k' } }),
      row('Return Additional Info', { operation: 'decode', token: 't', options: { complete: true } }),
      row('Ignore Expiration', { operation: 'verify', token: 't', options: { ignoreExpiration: true } }),
      row('Ignore Not Before Claim', { operation: 'verify', token: 't', options: { ignoreNotBefore: true } }),
      row('Clock Tolerance', { operation: 'verify', token: 't', options: { clockTolerance: 5 } }),
    ],
  },
  {
    ...{ name: 'TOTP', type: 'totp', version: 1, base: { options: {} } },
    rows: [
      row('the secret in a credential', {}, { more: { credentials: { totpApi: key } } }),
      ...options({ Algorithm: ['algorithm', 'SHA512'], Digits: ['digits', 8], Period: ['period', 60] }),
    ],
  },
  {
    ...{ name: 'HTML', type: 'html', version: 1.2, base: { html: 'a' } },
    rows: [
      row('Generate HTML Template', { html: '<p>{{ $json.a }}</p>' }),
      row('Convert to HTML Table', { operation: 'convertToHtmlTable' }),
      ...[
        'capitalize',
        'customStyling',
        'caption',
        'tableAttributes',
        'headerAttributes',
        'rowAttributes',
        'cellAttributes',
      ].map((name) =>
        row(`Table: ${name}`, {
          operation: 'convertToHtmlTable',
          options: { [name]: /Attr|cap.*n/.test(name) ? 'x' : true },
        }),
      ),
      row('Extract HTML Content', {
        html: undefined,
        operation: 'extractHtmlContent',
        extractionValues: { values: [{ key: 'a', cssSelector: 'p' }] },
      }),
      row('Extract: Source Data Binary', {
        html: undefined,
        operation: 'extractHtmlContent',
        sourceData: 'binary',
        dataPropertyName: 'f',
      }),
      ...['attribute', 'html', 'value'].map((returnValue) =>
        row(`Extract: Return Value ${returnValue}`, {
          html: undefined,
          operation: 'extractHtmlContent',
          extractionValues: { values: [{ key: 'a', cssSelector: 'p', returnValue, attribute: 'href' }] },
        }),
      ),
      row('Extract: Skip Selectors, Return Array', {
        html: undefined,
        operation: 'extractHtmlContent',
        extractionValues: { values: [{ key: 'a', cssSelector: 'p', skipSelectors: 'b', returnArray: true }] },
      }),
      row('Extract: Trim Values off', {
        html: undefined,
        operation: 'extractHtmlContent',
        options: { trimValues: false },
      }),
      row('Extract: Clean Up Text off', {
        html: undefined,
        operation: 'extractHtmlContent',
        options: { cleanUpText: false },
      }),
    ],
  },
  {
    ...{ name: 'HTML Extract', type: 'htmlExtract', version: 1, base: { options: {} } },
    rows: [row('Extraction Values', { extractionValues: { values: [{ key: 'a', cssSelector: 'p' }] } })],
  },
  {
    ...{
      name: 'Markdown',
      type: 'markdown',
      version: 1,
      base: { mode: 'markdownToHtml', markdown: 'a', options: {} },
    },
    rows: [
      row('Markdown to HTML', { markdown: '# a' }),
      row('HTML to Markdown', { mode: 'htmlToMarkdown', html: '<p>a</p>' }),
      row('Destination Key', { destinationKey: 'x' }),
      ...options({
        'Tables Support': ['tables', true],
        'Strikethrough Support': ['strikethrough', true],
        'Tasklists Support': ['tasklists', true],
        'Fenced Code Blocks': ['ghCodeBlocks', false],
        'Automatic Linking to URLs': ['simplifiedAutoLink', true],
        'Open Links in New Window': ['openLinksInNewWindow', true],
        'Simple Line Breaks': ['simpleLineBreaks', true],
        'Emoji Support': ['emoji', true],
        'Encode Emails': ['encodeEmails', false],
        'Complete HTML Document': ['completeHTMLDocument', true],
        'Header Level Start': ['headerLevelStart', 2],
        'No Header ID': ['noHeaderId', true],
        'Customized Header ID': ['customizedHeaderId', true],
        'Header ID Prefix': ['prefixHeaderId', 'x'],
        'Add Raw Header ID': ['rawHeaderId', true],
        'Raw Prefix Header ID': ['rawPrefixHeaderId', true],
        'GitHub Compatible Header IDs': ['ghCompatibleHeaderId', true],
        'Mandatory Space Before Header': ['requireSpaceBeforeHeadingText', true],
        'Middle Word Underscores': ['literalMidWordUnderscores', true],
        'Middle Word Asterisks': ['literalMidWordAsterisks', true],
        'Underline Support': ['underline', true],
        'Parse Image Dimensions': ['parseImgDimensions', true],
        'GitHub Mentions': ['ghMentions', true],
        'GitHub Mention Links': ['ghMentionsLink', 'https://a.test/{u}'],
        'Backslash Escapes HTML': ['backslashEscapesHTMLTags', true],
        'Smart Indentation Fix': ['smartIndentationFix', true],
        'Spaces Indented Sublists': ['disableForced4SpacesIndentedSublists', true],
        'Split Adjacent Blockquotes': ['splitAdjacentBlockquotes', true],
        'Tables Header ID': ['tablesHeaderId', true],
      }),
      ...Object.entries({
        'Bullet Marker': ['bulletMarker', '-'],
        'Code Block Fence': ['codeFence', '~~~'],
        'Code Block Style': ['codeBlockStyle', 'indented'],
        'Emphasis Delimiter': ['emDelimiter', '*'],
        'Global Escape Pattern': ['globalEscape', { value: { pattern: 'a', replacement: 'b' } }],
        'Ignored Elements': ['ignore', 'h1'],
        'Keep Images With Data': ['keepDataImages', true],
        'Line Start Escape Pattern': ['lineStartEscape', { value: { pattern: 'a', replacement: 'b' } }],
        'Max Consecutive New Lines': ['maxConsecutiveNewlines', 2],
        'Place URLs At The Bottom': ['useLinkReferenceDefinitions', true],
        'Strong Delimiter': ['strongDelimiter', '__'],
        'Style For Code Block': ['codeBlockStyle', 'indented'],
        'Text Replacement Pattern': ['textReplace', { values: [{ pattern: 'a', replacement: 'b' }] }],
        'Treat As Blocks': ['blockElements', 'span'],
        'Use Inline Links': ['useInlineLinks', false],
      }).map(([label, [name, value]]) =>
        row(label, { mode: 'htmlToMarkdown', html: 'a', options: { [String(name)]: value } }),
      ),
    ],
  },
  {
    ...{ name: 'XML', type: 'xml', version: 1, base: { options: {} } },
    rows: [
      row('JSON to XML', { mode: 'jsonToxml' }),
      row('Property Name', { dataPropertyName: 'x' }),
      ...options({
        'Attribute Key': ['attrkey', '@'],
        'Character Key': ['charkey', '#'],
        'Explicit Array': ['explicitArray', true],
        'Explicit Root': ['explicitRoot', false],
        'Ignore Attributes': ['ignoreAttrs', true],
        'Merge Attributes': ['mergeAttrs', false],
        Normalize: ['normalize', true],
        'Normalize Tags': ['normalizeTags', true],
        Trim: ['trim', true],
      }),
      ...Object.entries({
        'Allow Surrogate Chars': ['allowSurrogateChars', true],
        Cdata: ['cdata', true],
        Headless: ['headless', true],
        'Root Name': ['rootName', 'x'],
      }).map(([label, [name, value]]) =>
        row(label, { mode: 'jsonToxml', options: { [String(name)]: value } }),
      ),
    ],
  },
  {
    ...{ name: 'Compression', type: 'compression', version: 1.1, base: {} },
    rows: [
      row('Compress: Zip', { operation: 'compress', fileName: 'a.zip' }),
      row('Compress: Gzip', { operation: 'compress', outputFormat: 'gzip' }),
      row('Decompress', { binaryPropertyName: 'a, b' }),
      row('Output Prefix', { outputPrefix: 'f' }),
      row('Put Output File in Field', { operation: 'compress', binaryPropertyOutput: 'x' }),
    ],
  },
  {
    ...{ name: 'Convert to File', type: 'convertToFile', version: 1.1, base: { options: {} } },
    rows: [
      ...choices('operation', {
        'Convert to HTML': 'html',
        'Convert to JSON': 'toJson',
        'Convert to ODS': 'ods',
        'Convert to RTF': 'rtf',
        'Convert to XLS': 'xls',
        'Convert to XLSX': 'xlsx',
      }),
      row('Convert to ICS', { operation: 'iCal', title: 'T', start: 'a', end: 'b' }),
      row('Convert to Text File', { operation: 'toText', sourceProperty: 'a' }),
      row('Move Base64 String to File', { operation: 'toBinary', sourceProperty: 'a' }),
      row('JSON: Each Item to Separate File', { operation: 'toJson', mode: 'each' }),
      row('Put Output File in Field', { binaryPropertyName: 'x' }),
      ...options({
        'File Name': ['fileName', 'a'],
        'Header Row': ['headerRow', false],
        Delimiter: ['delimiter', ';'],
      }),
      row('Sheet Name', { operation: 'xlsx', options: { sheetName: 'x' } }),
      row(
        'Compression',
        { operation: 'xlsx', options: { compression: true } },
        { idle: 'spreadsheets are always compressed' },
      ),
      row('Format (JSON)', { operation: 'toJson', options: { format: true } }),
      row('Encoding', { operation: 'toText', sourceProperty: 'a', options: { encoding: 'utf16le' } }),
      row('Add Byte Order Mark (BOM)', {
        operation: 'toText',
        sourceProperty: 'a',
        options: { addBOM: true },
      }),
      row('MIME Type', { operation: 'toBinary', sourceProperty: 'a', options: { mimeType: 'image/png' } }),
      row('Data Is Base64: off', {
        operation: 'toBinary',
        sourceProperty: 'a',
        options: { dataIsBase64: false },
      }),
    ],
  },
  {
    ...{ name: 'iCalendar', type: 'iCal', version: 1, base: { title: 'T', start: 'a', end: 'b' } },
    rows: [
      row('Event Title', { title: 'U' }),
      row('All Day', { allDay: true }),
      row('no End', { end: '' }),
      row('Put Output File in Field', { binaryPropertyName: 'x' }),
      row(
        'Attendees',
        extra({ attendeesUi: { attendeeValues: [{ name: 'a', email: 'a@a.test', rsvp: true }] } }),
      ),
      row('Busy Status', extra({ busyStatus: 'FREE' })),
      row('Calendar Name', extra({ calName: 'x' })),
      row('Description', extra({ description: 'x' })),
      row('File Name', extra({ fileName: 'x' })),
      row('Geolocation', extra({ geolocationUi: { geolocationValues: { lat: '1', lon: '2' } } })),
      row('Location', extra({ location: 'x' })),
      row('Recurrence Rule', extra({ recurrenceRule: 'FREQ=DAILY' })),
      row('Organizer', extra({ organizerUi: { organizerValues: { name: 'a', email: 'a@a.test' } } })),
      row('Sequence', extra({ sequence: 2 })),
      row('Status', extra({ status: 'TENTATIVE' })),
      row('UID', extra({ uid: 'x' })),
      row('URL', extra({ url: 'https://a.test' })),
      row('Use Workflow Timezone', extra({ useWorkflowTimezone: true })),
    ],
  },
  {
    ...{ name: 'Extract From File', type: 'extractFromFile', version: 1, base: { options: {} } },
    rows: [
      ...choices('operation', {
        'Extract From HTML': 'html',
        'Extract From ICS': 'fromIcs',
        'Extract From JSON': 'fromJson',
        'Extract From ODS': 'ods',
        'Extract From PDF': 'pdf',
        'Extract From RTF': 'rtf',
        'Extract From Text File': 'text',
        'Extract From XML': 'xml',
        'Extract From XLS': 'xls',
        'Extract From XLSX': 'xlsx',
        'Move File to Base64 String': 'binaryToPropery',
      }),
      row('Input Binary Field', { binaryPropertyName: 'x' }),
      row('Destination Output Field', { operation: 'text', destinationKey: 'x' }),
      ...options({
        Delimiter: ['delimiter', ';'],
        Encoding: ['encoding', 'utf16le'],
        'Exclude Byte Order Mark (BOM): off': ['stripBOM', false],
        'Header Row': ['headerRow', false],
        'Include Empty Cells': ['includeEmptyCells', true],
        'Max Number of Rows to Load': ['maxRowCount', 5],
        'Starting Line': ['fromLine', 3],
        'Preserve Quotes': ['relaxQuotes', true],
        'Skip Records With Errors': [
          'skipRecordsWithErrors',
          { value: { enabled: true, maxSkippedRecords: -1 } },
        ],
      }),
      row(
        'Enable BOM',
        { options: { enableBOM: true } },
        { idle: 'a byte order mark is never part of the first field' },
      ),
      row('Range', { operation: 'xlsx', options: { range: 'A1:B2' } }),
      row('Sheet Name', { operation: 'xlsx', options: { sheetName: 'x' } }),
      row('Read As String', { operation: 'xlsx', options: { readAsString: true } }),
      row(
        'RAW Data',
        { operation: 'xlsx', options: { rawData: true } },
        { idle: 'cells give their values, never the text they are shown as' },
      ),
      row('Join Pages', { operation: 'pdf', options: { joinPages: false } }),
      row('Max Pages', { operation: 'pdf', options: { maxPages: 2 } }),
      row('Password', { operation: 'pdf', options: { password: 'x' } }),
      row('Keep Source: JSON', { operation: 'pdf', options: { keepSource: 'json' } }),
      row('Keep Source: Both', { operation: 'text', options: { keepSource: 'both' } }),
      row('File Encoding', { operation: 'text', options: { encoding: 'latin1' } }),
    ],
  },
  {
    ...{
      name: 'Spreadsheet File',
      type: 'spreadsheetFile',
      version: 2,
      base: { fileFormat: 'csv', options: {} },
    },
    rows: [
      row('Read From File: autodetect', { fileFormat: 'autodetect' }),
      row('Write to File', { operation: 'toFile', fileFormat: 'xlsx' }),
      row('Header Row', { options: { headerRow: false } }),
    ],
  },
  {
    ...{ name: 'Read PDF', type: 'readPDF', version: 1, base: {} },
    rows: [row('Password of an encrypted file', { password: 'x' })],
  },
  {
    ...{ name: 'Move Binary Data', type: 'moveBinaryData', version: 1.1, base: { options: {} } },
    rows: [
      row('Binary to JSON', { sourceKey: 'f' }),
      row('Set All Data: off', { setAllData: false, destinationKey: 'a' }),
      row('JSON to Binary', { mode: 'jsonToBinary' }),
      row('Convert All Data: off', { mode: 'jsonToBinary', convertAllData: false, sourceKey: 'a' }),
      row('Encoding', { options: { encoding: 'latin1' } }),
      row('Keep Source', { options: { keepSource: true } }),
      row('Keep As Base64', { setAllData: false, options: { keepAsBase64: true } }),
      row('Use Raw Data', {
        ...{ mode: 'jsonToBinary', convertAllData: false },
        options: { useRawData: true },
      }),
    ],
  },
  {
    ...{ name: 'Customer Datastore (training)', type: 'n8nTrainingCustomerDatastore', version: 1, base: {} },
    rows: [
      row('Get One Person', { operation: 'getOnePerson' }),
      row('Return All', { returnAll: true }),
      row('Limit', { limit: 2 }),
    ],
  },
];
