/** What the answers become on the edge. Pure. */
import type { Json, JsonObject } from '@/core/items/item';
import type { OutputItem } from '@/core/node-kit/executor';
import { writablePath } from '@/core/node-kit/field-names';
import type { RequestParameters } from './build-request';
import { demandEntries } from './page-entries';

/** One item for each answer, its body alone, each entry in it, or items as the body gives them. */
export function shapeOutput(
  answers: readonly JsonObject[],
  parameters: RequestParameters,
  now: number,
): OutputItem[] {
  switch (parameters.output) {
    case 'answer':
      return answers.map((json) => ({ json }));
    case 'body':
      return answers.map((answer) => ({ json: asObject(answer['body'] ?? null, 'body') }));
    case 'entries':
      return answers.flatMap((answer) =>
        demandEntries(answer, parameters.entriesAt, now).map((entry) => ({ json: asObject(entry, 'value') })),
      );
    case 'parts':
      return answers.map((answer) => ({ json: partsOf(answer) }));
    case 'items':
      return answers.flatMap((answer) => bodyItems(answer['body'] ?? null, fieldOf(parameters)));
  }
}

/** A list is an item for each entry, an object one item; anything else stands in a field. */
function bodyItems(body: Json, field: string): OutputItem[] {
  const entries = Array.isArray(body) ? body : [body];
  return entries.map((entry) => ({ json: asObject(entry, field) }));
}

/** Where text stands; `data` for all that is not read as text on purpose. */
function fieldOf({ response, saveAs }: RequestParameters): string {
  const name = saveAs.trim();
  if (response !== 'text' || name === '') return 'data';
  writablePath(name, false);
  return name;
}

function asObject(value: Json, name: string): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : { [name]: value };
}

/** Names of statuses by RFC 9110, for those that answers commonly have. */
const REASONS: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  204: 'No Content',
  206: 'Partial Content',
  301: 'Moved Permanently',
  302: 'Found',
  304: 'Not Modified',
  307: 'Temporary Redirect',
  308: 'Permanent Redirect',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  408: 'Request Timeout',
  409: 'Conflict',
  410: 'Gone',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

function partsOf({ status, body, headers, ...rest }: JsonObject): JsonObject {
  const statusMessage = (typeof status === 'number' ? REASONS[status] : undefined) ?? '';
  return { body: body ?? null, headers: headers ?? {}, statusCode: status ?? null, statusMessage, ...rest };
}
