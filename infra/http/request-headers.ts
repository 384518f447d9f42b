/** The headers of an outbound call: checked, completed, and cut down when a redirect leaves the origin. */
import { forbiddenHeader, invalidHeader } from './failures';

export interface Header {
  name: string;
  value: string;
}

const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,200}$/;
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const BAD_VALUE = /[\u0000-\u0008\u000a-\u001f\u007f]|[^\u0000-\u00ff]/;

/** The connection's own business: set by the client, whatever was pasted in. */
const CONNECTION_HEADERS = new Set([
  'connection',
  'content-length',
  'expect',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** All that may go on to another origin. A list of what is harmless, since any other header may carry a secret. */
const HARMLESS = new Set([
  'accept',
  'accept-encoding',
  'accept-language',
  'content-language',
  'content-type',
  'idempotency-key',
  'range',
  'user-agent',
]);

/** Checked headers with defaults added. Throws `http.invalid-header`, `http.forbidden-header`. */
export function prepareHeaders(given: readonly Header[], reserved: readonly string[]): Header[] {
  const headers = given.filter(({ name }) => {
    const key = name.toLowerCase();
    return !CONNECTION_HEADERS.has(key) && !reserved.includes(key);
  });
  for (const { name, value } of headers) {
    // Another name than the URL's would let a call that was checked reach what stands behind the same address.
    if (name.trim().toLowerCase() === 'host') throw forbiddenHeader(name.trim());
    if (!NAME.test(name) || BAD_VALUE.test(value)) throw invalidHeader(name);
  }
  addDefault(headers, 'accept', '*/*');
  addDefault(headers, 'accept-encoding', 'gzip, deflate, br');
  addDefault(headers, 'user-agent', 'Heddle');
  return headers;
}

/** What goes on when a redirect leads to another origin. */
export function harmlessHeaders(headers: readonly Header[]): Header[] {
  return headers.filter(({ name }) => HARMLESS.has(name.toLowerCase()));
}

/** What goes on when a redirect turns the call into a GET. */
export function withoutBodyHeaders(headers: readonly Header[]): Header[] {
  return headers.filter(({ name }) => !name.toLowerCase().startsWith('content-'));
}

function addDefault(headers: Header[], name: string, value: string): void {
  if (!headers.some((header) => header.name.toLowerCase() === name)) headers.push({ name, value });
}
