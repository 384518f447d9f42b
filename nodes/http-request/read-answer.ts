/** From the answer that came in to the node's item, or to the failure it stands for. Pure. */
import type { Json, JsonObject } from '@/core/items/item';
import { sanitiseParsed } from '@/core/items/sanitise';
import type { HttpResponse } from '@/core/node-kit/executor';
import { NodeFailure, type EffectOutcome } from '@/core/node-kit/node-failure';

const RETRYABLE = new Set([408, 425, 429, 500, 502, 503, 504]);
const TEXT_TYPE =
  /^text\/|[/+](json|xml|javascript|ecmascript|yaml|x-www-form-urlencoded|csv|graphql|x-ndjson)\b/i;

/** `{status, headers, body}`; a body that is neither text nor JSON is base64 and says so in `encoding`. */
export function readAnswer(response: HttpResponse, as: 'auto' | 'json' | 'text'): JsonObject {
  const { status, headers } = response;
  const contentType = headers['content-type'] ?? '';
  if (as === 'text') return { status, headers, body: decode(response.body, contentType) };
  if (response.body.length === 0) return { status, headers, body: as === 'json' ? null : '' };
  if (as === 'json') return { status, headers, body: parseJson(response) };
  if (/[/+]json\b/i.test(contentType))
    return { status, headers, body: tryJson(decode(response.body, contentType)) };
  if (isTextual(contentType)) {
    return { status, headers, body: decode(response.body, contentType) };
  }
  return { status, headers, body: Buffer.from(response.body).toString('base64'), encoding: 'base64' };
}

/** Whether a Content-Type is that of text or JSON; what says nothing counts as text. */
export function isTextual(contentType: string): boolean {
  return contentType === '' || TEXT_TYPE.test(contentType);
}

/** Whether a status is one of those after which a call is repeated. */
export function isTurnedAway(status: number, after: readonly string[]): boolean {
  return RETRYABLE.has(status) && after.includes(String(status));
}

/** Throws a failure for a status of 400 and above. */
export function refuseStatus(response: HttpResponse, call: { writes: boolean; now: number }): void {
  const { status } = response;
  if (status < 400) return;
  const message = `The server answered with status ${status}. ${advice(status)}`;
  const excerpt = decode(response.body.subarray(0, 2000), response.headers['content-type'] ?? '');
  const options = { outcome: outcomeOf(status, call.writes), details: { status, body: excerpt } };
  if (!RETRYABLE.has(status)) throw NodeFailure.final('http.status', message, options);
  const delay = retryAfterMs(response.headers['retry-after'], call.now);
  if (delay === null) throw NodeFailure.retryable('http.status', message, options);
  throw NodeFailure.retryAfter('http.status', message, { ...options, retryAfterMs: delay });
}

/** Refused, except by a gateway that gave up waiting: then nobody knows what the server behind it did. */
function outcomeOf(status: number, writes: boolean): EffectOutcome {
  return writes && status === 504 ? 'unknown' : 'not-done';
}

function advice(status: number): string {
  if (status === 401 || status === 403) return 'Check the credentials in the headers.';
  if (status === 404) return 'Check the URL.';
  if (status === 429) return 'It wants fewer calls; try again later or set a retry.';
  if (status >= 500) return 'The fault is on its side; set a retry to try again.';
  return 'Check what is sent, or switch on "Never fail on a status" to handle it in the workflow.';
}

/** Milliseconds to wait by the header (seconds or a date), at most a day; null when it says nothing. */
export function retryAfterMs(header: string | undefined, now: number): number | null {
  if (header === undefined) return null;
  const seconds = /^[0-9]{1,9}$/.test(header.trim()) ? Number(header) : null;
  const wait = seconds === null ? Date.parse(header) - now : seconds * 1000;
  return Number.isFinite(wait) ? Math.min(Math.max(wait, 0), 86_400_000) : null;
}

function parseJson(response: HttpResponse): Json {
  try {
    return fromJson(decode(response.body, 'application/json'));
  } catch {
    throw NodeFailure.final(
      'http.not-json',
      'The answer is not JSON. Choose "Text" or "What its Content-Type says" for reading it.',
      { outcome: 'done', details: { status: response.status } },
    );
  }
}

/** What no run can carry is replaced here: the call has happened, and its answer must not be lost over a name. */
function fromJson(text: string): Json {
  return sanitiseParsed(JSON.parse(text) as Json, text).value;
}

function tryJson(text: string): Json {
  try {
    return fromJson(text);
  } catch {
    return text;
  }
}

function decode(body: Uint8Array, contentType: string): string {
  const charset = /charset="?([A-Za-z0-9_-]{1,40})/i.exec(contentType)?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(charset).decode(body);
  } catch {
    return new TextDecoder().decode(body);
  }
}
