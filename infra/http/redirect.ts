/** What a redirect turns a call into. Pure; the address of the next hop is checked like any other before it is used. */
import type { HttpBody } from '@/core/node-kit/executor';
import type { EffectOutcome } from '@/core/node-kit/node-failure';
import { refusedRedirect } from './failures';
import { harmlessHeaders, withoutBodyHeaders, type Header } from './request-headers';

export interface Call {
  url: URL;
  method: string;
  headers: readonly Header[];
  body: string | Uint8Array | HttpBody | null;
  /** Redirects followed so far. */
  redirects: number;
  /** An earlier hop of a write was answered, so what it asked for may have happened. */
  mayBeDone: boolean;
}

const MAX_REDIRECTS = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/** The next hop, or null when the answer is final. Throws when the redirect must not be followed. */
export function nextHop(
  call: Call,
  answer: { status: number; headers: Record<string, string> },
): Call | null {
  const location = answer.headers['location'];
  if (!REDIRECTS.has(answer.status) || location === undefined) return null;
  const writes = !READING.has(call.method);
  // 307 and 308 say "do it over there": the write itself has not happened yet.
  const keepsMethod = answer.status === 307 || answer.status === 308;
  const mayBeDone = call.mayBeDone || (writes && !keepsMethod);
  const outcome: EffectOutcome = mayBeDone ? 'unknown' : 'not-done';
  if (call.redirects >= MAX_REDIRECTS) throw refusedRedirect('too-many', outcome);
  if (!URL.canParse(location, call.url.href)) throw refusedRedirect('invalid', outcome);
  const url = new URL(location, call.url);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw refusedRedirect('invalid', outcome);
  if (call.url.protocol === 'https:' && url.protocol === 'http:') throw refusedRedirect('downgrade', outcome);
  url.hash = '';
  url.username = '';
  url.password = '';
  const sameOrigin = url.origin === call.url.origin;
  const turnsToGet =
    call.method !== 'HEAD' && !keepsMethod && (answer.status === 303 || call.method === 'POST');
  const headers = sameOrigin ? call.headers : harmlessHeaders(call.headers);
  return {
    url,
    method: turnsToGet ? 'GET' : call.method,
    headers: turnsToGet ? withoutBodyHeaders(headers) : headers,
    body: turnsToGet ? null : call.body,
    redirects: call.redirects + 1,
    mayBeDone,
  };
}
