/** From the node's parameters to the request that goes out. Pure. */
import type { Json } from '@/core/items/item';
import type { HttpRequest } from '@/core/node-kit/executor';
import type { ParametersOf } from '@/core/node-kit/field';
import { NodeFailure } from '@/core/node-kit/node-failure';
import type { definition } from './definition';

export type RequestParameters = ParametersOf<(typeof definition)['fields']>;
type Header = { name: string; value: string };

export interface BuiltRequest {
  request: HttpRequest & { headers: Header[] };
  /** Method and address without query, for the ledger. */
  summary: string;
}

/** Throws NodeFailure when the URL or the body cannot be read. */
export function buildRequest(parameters: RequestParameters): BuiltRequest {
  const url = readUrl(parameters.url);
  for (const { name, value } of parameters.query) {
    if (name !== '') appendQuery(url, { name, value }, parameters.queryLists);
  }
  const headers = parameters.headers
    .filter((header) => header.name.trim() !== '')
    .map(({ name, value }) => ({ name: name.trim(), value: asText(value) }));
  const body = writeBody(parameters.bodyType, parameters.body);
  if (body !== null && !hasHeader(headers, 'content-type')) {
    headers.push({ name: 'Content-Type', value: body.contentType });
  }
  return {
    request: {
      method: parameters.method,
      url: url.href,
      headers,
      timeoutMs: parameters.timeoutMs,
      followRedirects: parameters.followRedirects,
      ...(body === null ? {} : { body: body.text }),
    },
    summary: `${parameters.method} ${url.origin}${url.pathname}`.slice(0, 300),
  };
}

/** The request with members of its body set. Throws NodeFailure where the body has no members. */
export function setBodyParameters(
  built: BuiltRequest,
  { bodyType, body }: RequestParameters,
  parameters: ReadonlyMap<string, Json>,
): BuiltRequest {
  const members = membersOf(body);
  if (members === null || (bodyType !== 'json' && bodyType !== 'form')) {
    throw NodeFailure.final(
      'http.no-page-body',
      'The page cannot be put into this body. Make it JSON or a form with named fields, or put the page into the query.',
      { outcome: 'not-done' },
    );
  }
  const written = writeBody(bodyType, { ...members, ...Object.fromEntries(parameters) });
  const headers = hasHeader(built.request.headers, 'content-type')
    ? built.request.headers
    : [...built.request.headers, { name: 'Content-Type', value: written?.contentType ?? '' }];
  return { ...built, request: { ...built.request, headers, body: written?.text ?? '' } };
}

/** A body that is an object, or JSON text of one; an empty one has no members yet. */
export function membersOf(body: unknown): Record<string, unknown> | null {
  const value = typeof body === 'string' ? parsed(body) : (body ?? {});
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function readUrl(text: string): URL {
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : null;
  if (url !== null && (url.protocol === 'http:' || url.protocol === 'https:')) return url;
  throw NodeFailure.final(
    'http.invalid-url',
    `"${text.slice(0, 200)}" is not a web address. It must start with http:// or https://.`,
    { outcome: 'not-done' },
  );
}

function writeBody(
  type: RequestParameters['bodyType'],
  body: unknown,
): { text: string; contentType: string } | null {
  if (type === 'none' || type === 'file' || type === 'multipart' || body === undefined || body === null)
    return null;
  if (type === 'json') return { text: jsonText(body), contentType: 'application/json' };
  if (type === 'raw') return { text: asText(body), contentType: 'text/plain; charset=utf-8' };
  return { text: formText(body), contentType: 'application/x-www-form-urlencoded' };
}

/** A text that is JSON already is sent as it is written. */
function jsonText(body: unknown): string {
  if (typeof body !== 'string') return JSON.stringify(body);
  try {
    JSON.parse(body);
    return body;
  } catch {
    return JSON.stringify(body);
  }
}

function formText(body: unknown): string {
  if (typeof body === 'string') return body;
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw NodeFailure.final('http.invalid-form', 'A form body must be an object such as {"name": "Ada"}.', {
      outcome: 'not-done',
    });
  }
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(body)) {
    for (const entry of Array.isArray(value) ? value : [value]) form.append(name, asText(entry));
  }
  return form.toString();
}

/** A list that an expression gives may stand there in several ways; a text that is JSON of one counts as it. */
function appendQuery(
  url: URL,
  { name, value }: { name: string; value: unknown },
  lists: RequestParameters['queryLists'],
): void {
  const list: unknown = typeof value === 'string' && value.startsWith('[') ? parsed(value) : value;
  if (lists === 'json' || !Array.isArray(list)) return url.searchParams.append(name, asText(value));
  for (const [index, entry] of list.entries()) {
    const suffix = lists === 'repeat' ? '' : lists === 'brackets' ? '[]' : `[${index}]`;
    url.searchParams.append(`${name}${suffix}`, asText(entry));
  }
}

/** A value as it stands in a form or a header. */
export function asText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function hasHeader(headers: readonly Header[], name: string): boolean {
  return headers.some((header) => header.name.toLowerCase() === name);
}
