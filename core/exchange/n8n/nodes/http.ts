/** HTTP Request, versions 1 to 4. */
import type { Json, JsonObject } from '@/core/items/item';
import type { NodeContext, Translation } from '../context';
import { requestCredential } from '../credentials';
import { isExpression } from '../expressions';
import { pagesOf } from './http-pages';
import { jsonText } from '../json-text';
import { own, textOf } from '../safe-value';
import type { NodeRule } from './rule';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];
/** n8n's own limit where a node says none. */
const TIMEOUT_MS = 300_000;

export const HTTP_RULES: readonly NodeRule[] = [
  { type: 'httpRequest', versions: [1, 2, 3, 4.4], becomes: 'http-request', translate: http },
];

function http(context: NodeContext): Translation {
  const isNew = context.node.version >= 3;
  const raw = context.get(isNew ? 'method' : 'requestMethod') ?? 'GET';
  const method = isExpression(raw) ? context.translated(raw, 'method') : textOf(raw, 'GET').toUpperCase();
  const parameters: JsonObject = {
    method: METHODS.includes(String(method)) || isExpression(raw) ? method : 'GET',
    url: context.value('url') ?? '',
    ...(isNew ? newParts(context) : oldParts(context)),
    ...commonOptions(context),
  };
  const credential = requestCredential(context);
  context.ignore('curlImport', 'infoMessage', 'httpVariantWarning');
  if (context.flag(false, 'provideSslCertificates'))
    context.remark('http.option', { name: 'SSL Certificates' });
  if (credential === null) return { type: 'http-request', parameters };
  parameters['authentication'] = 'credential';
  return { type: 'http-request', parameters, credentials: { auth: credential } };
}

/** Versions 3 and 4: each part is switched on. */
function newParts(context: NodeContext): JsonObject {
  const parts: JsonObject = {};
  const query = context.flag(false, 'sendQuery') ? pairs(context, 'query', 'Query') : [];
  const headers = context.flag(false, 'sendHeaders') ? pairs(context, 'header', 'Headers') : [];
  if (query.length > 0) parts['query'] = query;
  const body = context.flag(false, 'sendBody') ? bodyOf(context) : { bodyType: 'none' };
  context.ignore(
    'specifyQuery',
    'queryParameters',
    'jsonQuery',
    'specifyHeaders',
    'headerParameters',
    'jsonHeaders',
  );
  context.ignore('contentType', 'specifyBody', 'bodyParameters', 'jsonBody', 'body', 'rawContentType');
  const { contentType, ...rest } = body;
  if (contentType !== undefined && contentType !== '')
    headers.push({ name: 'content-type', value: contentType });
  if (headers.length > 0) parts['headers'] = headers;
  return { ...parts, ...rest };
}

/** Names and values, from rows or from JSON. */
function pairs(context: NodeContext, what: 'query' | 'header', suffix: string): JsonObject[] {
  if (context.choice('keypair', `specify${suffix}`) !== 'json') {
    return rowsAt(context, `${what}Parameters`, 'parameters');
  }
  return asPairs(jsonText(context, [`json${suffix}`], '{}'), context);
}

function rowsAt(context: NodeContext, ...path: string[]): JsonObject[] {
  return context.rows(...path).flatMap((row, index): JsonObject[] => {
    // A row that was added and never filled in says nothing.
    if (Object.values(row).every((value) => value === '' || value === null)) return [];
    const place = [...path, index].join('.');
    const name = context.translated(row['name'] ?? '', `${place}.name`);
    return [{ name, value: asText(context.translated(row['value'] ?? '', `${place}.value`)) }];
  });
}

function asPairs(value: Json, context: NodeContext): JsonObject[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    if (value !== '') context.remark('http.option', { name: 'JSON by an expression' });
    return [];
  }
  return Object.entries(value).map(([name, entry]): JsonObject => ({ name, value: asText(entry) }));
}

function asText(value: Json): Json {
  return typeof value === 'object'
    ? JSON.stringify(value)
    : typeof value === 'string'
      ? value
      : String(value);
}

function bodyOf(context: NodeContext): JsonObject {
  const type = context.choice('json', 'contentType');
  const specify = context.choice('keypair', 'specifyBody');
  switch (type) {
    case 'json':
      if (specify === 'json') return { bodyType: 'json', body: jsonText(context, ['jsonBody'], '{}') };
      return { bodyType: 'json', body: objectOf(rows(context)) };
    case 'form-urlencoded':
      if (specify === 'string') {
        const body = context.value('body') ?? '';
        return { bodyType: 'raw', body, contentType: 'application/x-www-form-urlencoded' };
      }
      return { bodyType: 'form', body: objectOf(rows(context)) };
    case 'raw':
      return {
        bodyType: 'raw',
        body: context.value('body') ?? '',
        contentType: context.value('rawContentType') ?? 'text/plain',
      };
    case 'binaryData':
      return { bodyType: 'file', bodyFile: context.value('inputDataFieldName') ?? 'data' };
    default:
      return { bodyType: 'multipart', body: objectOf(rows(context)), ...formFiles(context) };
  }
}

/** Values as they are: a number stays one in JSON. Files are another matter. */
function rows(context: NodeContext): { name: string; value: Json }[] {
  return context.rows('bodyParameters', 'parameters').flatMap((row, index) => {
    if (row['parameterType'] === 'formBinaryData') return [];
    const place = `bodyParameters.parameters.${index}`;
    return [
      {
        name: String(context.translated(row['name'] ?? '', `${place}.name`)),
        value: context.translated(row['value'] ?? '', `${place}.value`),
      },
    ];
  });
}

function formFiles(context: NodeContext): JsonObject {
  const files = context.rows('bodyParameters', 'parameters').flatMap((row, index): JsonObject[] => {
    if (row['parameterType'] !== 'formBinaryData') return [];
    const place = `bodyParameters.parameters.${index}`;
    const name = context.translated(row['name'] ?? '', `${place}.name`);
    return [
      { name, value: context.translated(row['inputDataFieldName'] ?? 'data', `${place}.inputDataFieldName`) },
    ];
  });
  return files.length > 0 ? { bodyFiles: files } : {};
}

function objectOf(entries: readonly { name: string; value: Json }[]): JsonObject {
  const object: JsonObject = {};
  for (const { name, value } of entries) if (name !== '' && name !== '__proto__') object[name] = value;
  return object;
}

/** Versions 1 and 2. */
function oldParts(context: NodeContext): JsonObject {
  const asJson = context.flag(false, 'jsonParameters');
  const read = (what: 'query' | 'header' | 'body'): JsonObject[] =>
    asJson
      ? context.get(`${what}ParametersJson`) === undefined
        ? []
        : asPairs(jsonText(context, [`${what}ParametersJson`], '{}'), context)
      : rowsAt(context, `${what}ParametersUi`, 'parameter');
  const parts: JsonObject = {};
  const [query, headers] = [read('query'), read('header')];
  if (query.length > 0) parts['query'] = query;
  if (headers.length > 0) parts['headers'] = headers;
  context.ignore('allowUnauthorizedCerts');
  const type = context.choice('json', 'options', 'bodyContentType');
  const body = asJson
    ? context.get('bodyParametersJson') === undefined
      ? undefined
      : jsonText(context, ['bodyParametersJson'], '{}')
    : objectOf(read('body').map((row) => ({ name: String(row['name']), value: row['value'] ?? '' })));
  if (context.flag(false, 'sendBinaryData')) return { ...parts, ...oldFiles(context, type, body) };
  context.ignore('binaryPropertyName');
  const isEmpty =
    body === undefined || (typeof body === 'object' && body !== null && Object.keys(body).length === 0);
  if (isEmpty) return { ...parts, bodyType: 'none' };
  if (type === 'multipart-form-data') return { ...parts, bodyType: 'multipart', body };
  if (type === 'form-urlencoded') return { ...parts, bodyType: 'form', body };
  return { ...parts, bodyType: type === 'raw' ? 'raw' : 'json', body };
}

/** `data`, or in a form `field:file, other:second`. */
function oldFiles(context: NodeContext, type: string, body: Json | undefined): JsonObject {
  const given = context.value('binaryPropertyName') ?? 'data';
  if (type !== 'multipart-form-data') return { bodyType: 'file', bodyFile: given };
  const files = String(given)
    .split(',')
    .map((entry): JsonObject => {
      const [name = '', file = name] = entry.split(':').map((part) => part.trim());
      return { name, value: file };
    });
  return { bodyType: 'multipart', ...(body === undefined ? {} : { body }), bodyFiles: files };
}

function commonOptions(context: NodeContext): JsonObject {
  const option = (...path: string[]) => context.get('options', ...path);
  const response = option('response', 'response');
  const format = textOf(own(response, 'responseFormat')) || context.choice('autodetect', 'responseFormat');
  context.ignore('options.response', 'options.redirect', 'options.batching', 'options.pagination');
  const isFull = own(response, 'fullResponse') === true || option('fullResponse') === true;
  const parameters: JsonObject = {
    output: isFull ? 'parts' : 'items',
    timeoutMs: timeoutOf(context),
  };
  if (format === 'json') parameters['response'] = format;
  else if (['text', 'string', 'file', 'autodetect', ''].includes(format)) {
    const isText = format === 'text' || format === 'string';
    parameters['response'] = isText ? 'text' : format === 'file' ? 'file' : 'auto-file';
    const name = own(response, 'outputPropertyName') ?? context.get('dataPropertyName');
    if (name !== undefined && name !== '' && name !== 'data') {
      parameters['saveAs'] = context.translated(name, 'options.response.response.outputPropertyName');
    }
  }
  context.ignore('dataPropertyName');
  if (own(response, 'neverError') === true || option('ignoreResponseCode') === true)
    parameters['neverFail'] = true;
  const follow = own(option('redirect', 'redirect'), 'followRedirects') ?? option('followRedirect');
  if (follow === false) parameters['followRedirects'] = false;
  const most = own(option('redirect', 'redirect'), 'maxRedirects') ?? undefined;
  if (follow !== false && most !== undefined) context.remark('http.redirects');
  context.ignore('options.followAllRedirects', 'options.splitIntoItems', 'options.lowercaseHeaders');
  for (const name of ['proxy', 'allowUnauthorizedCerts', 'sendCredentialsOnCrossOriginRedirect']) {
    if (option(name) !== undefined && option(name) !== '' && option(name) !== false) {
      context.remark('http.option', { name });
    }
  }
  const lists = context.choice('', 'options', 'queryParameterArrays');
  if (['repeat', 'brackets', 'indices'].includes(lists)) parameters['queryLists'] = lists;
  return { ...parameters, ...batches(context), ...pagesOf(context) };
}

function timeoutOf(context: NodeContext): Json {
  const given = context.number(TIMEOUT_MS, 'options', 'timeout');
  return typeof given === 'number' ? Math.min(Math.max(Math.round(given), 1), 600_000) : given;
}

function batches(context: NodeContext): JsonObject {
  const batch = context.get('options', 'batching', 'batch');
  const size = Number(own(batch, 'batchSize') ?? context.get('options', 'batchSize') ?? -1);
  const pause = Number(own(batch, 'batchInterval') ?? context.get('options', 'batchInterval') ?? 0);
  if (!Number.isInteger(size) || size < 1) return {};
  return { batches: true, batchSize: size, batchPauseMs: Number.isInteger(pause) && pause >= 0 ? pause : 0 };
}
