import type { IncomingMessage } from 'node:http';
import type { Json } from '@/core/items/item';
import { sanitise, sanitiseParsed, sanitiseText } from '@/core/items/sanitise';
import { parseJsonBody } from '../http/parse-json';
import { readBody } from '../http/read-body';

/** A request's body as a run gets it. */
export interface HookBody {
  raw: Buffer;
  body: Json;
  /** Set when the body is neither JSON, form nor text, or is to be kept as it came: it becomes a file. */
  file: { bytes: Buffer; name: string; mediaType: string } | null;
  /** Characters were replaced. */
  changed: boolean;
}

const TEXT_TYPES = /^text\/|[/+](?:xml|yaml|x-yaml|javascript|x-ndjson|ndjson|graphql|sql)$/;
const UTF8 = new TextDecoder('utf-8', { fatal: true });

/** Whether a body is read, kept as a file byte for byte, or both. */
export type BodyUse = 'read' | 'both' | 'file';

/**
 * Reads and understands the body. Throws 413 beyond `maxBytes`, and 400 when it is not the JSON it says, unless it is kept
 * as a file alone.
 */
export async function readHookBody(
  request: IncomingMessage,
  maxBytes: number,
  use: BodyUse = 'read',
): Promise<HookBody> {
  const raw = await readBody(request, maxBytes);
  if (raw.length === 0) return { raw, body: null, file: null, changed: false };
  if (use === 'file') return { raw, body: null, file: fileOf(request, raw), changed: false };
  const known = readKnown(request, raw);
  const file = known === null || use === 'both' ? fileOf(request, raw) : null;
  return { raw, ...(known ?? { body: null, changed: false }), file };
}

/** JSON, form or text; null for anything else. */
function readKnown(request: IncomingMessage, raw: Buffer): Pick<HookBody, 'body' | 'changed'> | null {
  const [mediaType, charset] = contentTypeOf(request.headers['content-type']);
  if (mediaType === 'application/json' || mediaType.endsWith('+json')) {
    const text = stripBom(raw.toString('utf8'));
    // Parsed by JSON.parse, so it is JSON.
    const { value, changed } = sanitiseParsed(parseJsonBody(text) as Json, text);
    return { body: value, changed };
  }
  if (mediaType === 'application/x-www-form-urlencoded') {
    const { value, changed } = sanitise(queryObject(new URLSearchParams(raw.toString('utf8'))));
    return { body: value, changed };
  }
  const text = mediaType === '' ? utf8OrNull(raw) : TEXT_TYPES.test(mediaType) ? decode(raw, charset) : null;
  if (text === null) return null;
  const { value, changed } = sanitiseText(text);
  return { body: value, changed };
}

function fileOf(request: IncomingMessage, bytes: Buffer): NonNullable<HookBody['file']> {
  const [mediaType] = contentTypeOf(request.headers['content-type']);
  return { bytes, name: fileNameOf(request), mediaType: mediaType || 'application/octet-stream' };
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
