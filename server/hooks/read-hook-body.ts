import type { IncomingMessage } from 'node:http';
import type { Json } from '@/core/items/item';
import { sanitise, sanitiseParsed, sanitiseText } from '@/core/items/sanitise';
import { parseJsonBody } from '../http/parse-json';
import { readBody } from '../http/read-body';

/** A request's body as a run gets it. */
export interface HookBody {
  raw: Buffer;
  body: Json;
  /** Set when the body is neither JSON, form nor text: it becomes a file. */
  file: { bytes: Buffer; name: string; mediaType: string } | null;
  /** Characters were replaced. */
  changed: boolean;
}

const TEXT_TYPES = /^text\/|[/+](?:xml|yaml|x-yaml|javascript|x-ndjson|ndjson|graphql|sql)$/;
const UTF8 = new TextDecoder('utf-8', { fatal: true });

/** Reads and understands the body. Throws 413 beyond `maxBytes`, and 400 when it is not the JSON it says. */
export async function readHookBody(request: IncomingMessage, maxBytes: number): Promise<HookBody> {
  const raw = await readBody(request, maxBytes);
  if (raw.length === 0) return { raw, body: null, file: null, changed: false };
  const [mediaType, charset] = contentTypeOf(request.headers['content-type']);
  if (mediaType === 'application/json' || mediaType.endsWith('+json')) {
    const text = stripBom(raw.toString('utf8'));
    // Parsed by JSON.parse, so it is JSON.
    const { value, changed } = sanitiseParsed(parseJsonBody(text) as Json, text);
    return { raw, body: value, file: null, changed };
  }
  if (mediaType === 'application/x-www-form-urlencoded') {
    const { value, changed } = sanitise(queryObject(new URLSearchParams(raw.toString('utf8'))));
    return { raw, body: value, file: null, changed };
  }
  const text = mediaType === '' ? utf8OrNull(raw) : TEXT_TYPES.test(mediaType) ? decode(raw, charset) : null;
  if (text !== null) {
    const { value, changed } = sanitiseText(text);
    return { raw, body: value, file: null, changed };
  }
  const file = { bytes: raw, name: fileNameOf(request), mediaType: mediaType || 'application/octet-stream' };
  return { raw, body: null, file, changed: false };
}

/** Query parameters: one value as a string, several as a list. */
export function queryObject(parameters: URLSearchParams): Record<string, Json> {
  const values = new Map<string, Json>();
  for (const [name, value] of parameters) {
    const known = values.get(name);
    if (known === undefined) values.set(name, value);
    else if (Array.isArray(known)) known.push(value);
    else values.set(name, [known, value]);
  }
  return Object.fromEntries(values);
}

function contentTypeOf(header: string | undefined): [string, string] {
  if (header === undefined) return ['', 'utf-8'];
  const [type = '', ...rest] = header.split(';');
  const charset = /charset\s*=\s*"?([A-Za-z0-9_-]+)/i.exec(rest.join(';'))?.[1] ?? 'utf-8';
  return [type.trim().toLowerCase(), charset.toLowerCase()];
}

function decode(raw: Buffer, charset: string): string {
  try {
    return new TextDecoder(charset).decode(raw);
  } catch {
    return raw.toString('utf8');
  }
}

function utf8OrNull(raw: Buffer): string | null {
  try {
    return UTF8.decode(raw);
  } catch {
    return null;
  }
}

function stripBom(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

function fileNameOf(request: IncomingMessage): string {
  const disposition = request.headers['content-disposition'] ?? '';
  const given = /filename="?([^";]{1,200})/i.exec(disposition)?.[1]?.trim();
  const base = given
    ?.split(/[/\\]/)
    .pop()
    ?.replace(/\p{Cc}/gu, '');
  return base === undefined || base === '' || base === '.' || base === '..' ? 'body' : base;
}
