import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

const REQUEST_ID = /^[A-Za-z0-9_-]{8,64}$/;
const idPrefix = randomBytes(6).toString('base64url');
let idCount = 0;

/** The caller's request id when a trusted proxy sent one, else our own: unique and cheap. */
export function requestIdOf(request: IncomingMessage, trustProxy: boolean): string {
  const given = trustProxy ? request.headers['x-request-id'] : undefined;
  if (typeof given === 'string' && REQUEST_ID.test(given)) return given;
  idCount += 1;
  return `${idPrefix}-${idCount.toString(36)}`;
}

/** Address of the caller. Behind a trusted proxy: the last address it added, never the first, which anyone can make up. */
export function clientIpOf(request: IncomingMessage, trustProxy: boolean): string {
  const forwarded = trustProxy ? request.headers['x-forwarded-for'] : undefined;
  if (typeof forwarded === 'string') {
    const last = forwarded.slice(forwarded.lastIndexOf(',') + 1).trim();
    if (last !== '') return last;
  }
  return request.socket.remoteAddress ?? 'unknown';
}

/** The path without the query. */
export function pathOf(url: string): string {
  const end = url.indexOf('?');
  return end < 0 ? url : url.slice(0, end);
}

/** One cookie of the Cookie header, or null. */
export function cookieOf(request: IncomingMessage, name: string): string | null {
  const header = request.headers.cookie;
  if (header === undefined) return null;
  for (const part of header.split(';')) {
    const at = part.indexOf('=');
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return null;
}
