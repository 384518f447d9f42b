import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { RouteConfig } from './webhook-route';

/** True when the caller sent what the webhook asks for. A configuration that cannot be read lets nobody in. */
export function isCallerAllowed(request: IncomingMessage, config: RouteConfig | null): boolean {
  if (config === null) return false;
  if (config.authentication === 'none') return true;
  if (config.authentication === 'header') {
    const sent = request.headers[config.headerName.toLowerCase()];
    if (typeof sent !== 'string') return false;
    if (config.secretDigest) return timingSafeEqual(digest(sent), config.secretDigest);
    return config.headerValue !== '' && isSame(sent, config.headerValue);
  }
  const sent = request.headers.authorization ?? '';
  if (!/^basic /i.test(sent)) return false;
  const pair = Buffer.from(sent.slice(6), 'base64').toString('utf8');
  if (config.secretDigest) return timingSafeEqual(digest(pair), config.secretDigest);
  if (config.username === '' || config.password === '') return false;
  return isSame(pair, `${config.username}:${config.password}`);
}

/** Compares without telling by time how much was right. */
function isSame(one: string, other: string): boolean {
  return timingSafeEqual(digest(one), digest(other));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** Cookies are the session of whoever is signed in on this address: never the business of a run. */
const NEVER_KEPT: readonly string[] = ['cookie', 'proxy-authorization'];

/**
 * The headers that a run may see: whoever may look at runs reads them. What callers prove themselves with is left out
 * unless the node keeps it, and the secret that let the caller in always is.
 */
export function headersForRun(request: IncomingMessage, config: RouteConfig | null): Record<string, string> {
  const secretHeader = config?.authentication === 'header' ? config.headerName.toLowerCase() : null;
  const keepsAuthorization = config?.keepAuthorization === true && config.authentication !== 'basic';
  const headers: Record<string, string> = {};
  for (const name in request.headers) {
    if (name === secretHeader || NEVER_KEPT.includes(name)) continue;
    if (name === 'authorization' && !keepsAuthorization) continue;
    const value = request.headers[name];
    if (value !== undefined) headers[name] = typeof value === 'string' ? value : value.join(', ');
  }
  return headers;
}
