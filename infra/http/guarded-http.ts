/**
 * The one way out. Resolve, check every address, connect to that very address, check the socket; follow redirects by
 * hand and check each; bound time and size. Everything that fails is a NodeFailure that says whether an outside write
 * may have happened.
 */
import { CALL_DEPTH_HEADER } from '@/core/contracts/call-depth';
import { STANDARD_LIMITS } from '@/core/limits/limits';
import type { GuardedHttp, HttpRequest, HttpResponse } from '@/core/node-kit/executor';
import { NodeFailure } from '@/core/node-kit/node-failure';
import { createAddressRules, type AddressRules } from './address-rules';
import { createConnectionPools, type ConnectionPools } from './connection-pools';
import { decodeBody } from './decode-body';
import { invalidUrl, timedOut, tooDeep } from './failures';
import { nextHop, type Call } from './redirect';
import { prepareHeaders } from './request-headers';
import { resolveHost, systemResolver, type Resolver } from './resolve-host';
import { HopError, sendOnce, TIMED_OUT, type RawAnswer } from './send-once';

export interface GuardedHttpOptions {
  /** CIDRs that may be reached besides the public internet. */
  allowOutbound: readonly string[];
  /** Origins of our own webhooks; calls there carry the depth header. */
  ownOrigins?: readonly string[];
  resolver?: Resolver;
  connectTimeoutMs?: number;
  /** When the request names none. */
  timeoutMs?: number;
  /** Asked when a connection stands and the request is about to be written; false = it is not. */
  maySend?: () => boolean;
  /** Bytes after decompression, where nobody sets a limit. */
  maxResponseBytes?: number;
}

/** What one run's calls may do, by its tenant's limits. */
export interface CallBounds {
  /** Calls of our own webhooks in a row. */
  maxDepth: number;
  /** Bytes of one answer after decompression; a request may ask for less. */
  maxResponseBytes: number;
}

export interface OutboundHttp extends GuardedHttp {
  /** The same module for a run that was itself started by `depth` calls in a row. */
  atDepth(depth: number, bounds?: CallBounds): GuardedHttp;
  close(): Promise<void>;
}

interface Guard {
  rules: AddressRules;
  pools: ConnectionPools;
  resolver: Resolver;
  maySend: () => boolean;
  ownOrigins: ReadonlySet<string>;
  timeoutMs: number;
  bounds: CallBounds;
}

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

export function createGuardedHttp(options: GuardedHttpOptions): OutboundHttp {
  const rules = createAddressRules(options.allowOutbound);
  const guard: Guard = {
    rules,
    pools: createConnectionPools(rules, { connectTimeoutMs: options.connectTimeoutMs ?? 10_000 }),
    resolver: options.resolver ?? systemResolver,
    ownOrigins: new Set(options.ownOrigins ?? []),
    timeoutMs: options.timeoutMs ?? 60_000,
    maySend: options.maySend ?? (() => true),
    bounds: {
      maxDepth: STANDARD_LIMITS['webhook.depth'],
      maxResponseBytes: options.maxResponseBytes ?? STANDARD_LIMITS['http.response-bytes'],
    },
  };
  const atDepth = (depth: number, bounds = guard.bounds): GuardedHttp => ({
    request: (request, signal) =>
      perform({ ...guard, bounds }, depth, { request, ...(signal ? { signal } : {}) }),
  });
  return { ...atDepth(0), atDepth, close: () => guard.pools.close() };
}

async function perform(
  guard: Guard,
  depth: number,
  { request, signal }: { request: HttpRequest; signal?: AbortSignal },
): Promise<HttpResponse> {
  const timeoutMs = request.timeoutMs ?? guard.timeoutMs;
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(TIMED_OUT), timeoutMs);
  const onOuter = (): void => controller.abort();
  if (signal?.aborted) onOuter();
  signal?.addEventListener('abort', onOuter, { once: true });
  try {
    return await follow(guard, firstCall(request), {
      depth,
      timeoutMs,
      maxBytes: Math.min(request.maxResponseBytes ?? Infinity, guard.bounds.maxResponseBytes),
      followRedirects: request.followRedirects ?? true,
      receive: request.receive,
      signal: controller.signal,
    });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onOuter);
  }
}

interface Bounds {
  depth: number;
  timeoutMs: number;
  maxBytes: number;
  followRedirects: boolean;
  receive: HttpRequest['receive'];
  signal: AbortSignal;
}

function firstCall(request: HttpRequest): Call {
  if (!URL.canParse(request.url)) throw invalidUrl(request.url);
  const url = new URL(request.url);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw invalidUrl(request.url);
  const headers = prepareHeaders(request.headers ?? [], [CALL_DEPTH_HEADER]);
  if (
    (url.username !== '' || url.password !== '') &&
    !headers.some((h) => h.name.toLowerCase() === 'authorization')
  ) {
    const pair = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
    headers.push({ name: 'authorization', value: `Basic ${Buffer.from(pair).toString('base64')}` });
  }
  url.username = '';
  url.password = '';
  url.hash = '';
  return {
    url,
    method: request.method.toUpperCase(),
    headers,
    body: request.body ?? null,
    redirects: 0,
    mayBeDone: false,
  };
}

async function follow(guard: Guard, first: Call, bounds: Bounds): Promise<HttpResponse> {
  let call = first;
  for (;;) {
    let answer: RawAnswer;
    try {
      answer = await sendChecked(guard, call, bounds);
    } catch (error) {
      throw call.mayBeDone && error instanceof NodeFailure && error.outcome === 'not-done'
        ? asUnknown(error)
        : error;
    }
    const next = bounds.followRedirects ? nextHop(call, answer) : null;
    if (!next) return finish(call, answer, bounds);
    call = next;
  }
}

async function finish(call: Call, answer: RawAnswer, bounds: Bounds): Promise<HttpResponse> {
  const { status } = answer;
  const { 'content-encoding': encoding, ...headers } = answer.headers;
  const bodiless = call.method === 'HEAD' || status === 204 || status === 304;
  const body =
    bodiless || answer.body.length === 0
      ? answer.body
      : await decodeBody(answer.body, encoding, bounds.maxBytes);
  if (body !== answer.body) delete headers['content-length'];
  const kept = encoding === undefined || body !== answer.body ? headers : answer.headers;
  return { status, headers: kept, body, url: call.url.href };
}

/** Tries the addresses in turn until one takes the connection. */
async function sendChecked(guard: Guard, call: Call, bounds: Bounds): Promise<RawAnswer> {
  const headers = [...call.headers];
  if (guard.ownOrigins.has(call.url.origin)) {
    const { maxDepth } = guard.bounds;
    if (bounds.depth >= maxDepth) throw tooDeep(maxDepth);
    headers.push({ name: CALL_DEPTH_HEADER, value: String(bounds.depth + 1) });
  }
  const addresses = await inTime(resolveHost(call.url, guard.rules, guard.resolver), bounds);
  let failure: unknown;
  for (const address of addresses) {
    const { maySend, pools } = guard;
    const hop = { ...call, ...bounds, headers, maySend, pool: pools.poolFor(call.url, address) };
    try {
      return await sendOnce(hop);
    } catch (error) {
      if (!(error instanceof HopError)) throw error;
      failure = error.cause;
      if (bounds.signal.aborted) break;
      if (error.phase === 'connecting') continue;
      // A kept connection that the server had just closed: nothing is lost by asking again, if asking changes nothing.
      if (!SAFE_METHODS.has(call.method) || !error.silent || !isLost(failure)) break;
      return await sendOnce(hop).catch((again: unknown) => {
        throw again instanceof HopError ? again.cause : again;
      });
    }
  }
  throw failure;
}

function isLost(failure: unknown): boolean {
  return failure instanceof NodeFailure && failure.code === 'http.connection-lost';
}

/** Looking up a name cannot be stopped, only left alone. */
async function inTime<T>(work: Promise<T>, bounds: Bounds): Promise<T> {
  let onAbort: () => void = () => undefined;
  const gone = new Promise<never>((_, reject) => {
    onAbort = () => reject(timedOut(bounds.timeoutMs, 'connecting'));
    bounds.signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([work, gone]);
  } finally {
    bounds.signal.removeEventListener('abort', onAbort);
  }
}

function asUnknown(failure: NodeFailure): NodeFailure {
  const options = { outcome: 'unknown' as const, details: failure.details };
  return failure.retryable
    ? NodeFailure.retryable(failure.code, failure.message, options)
    : NodeFailure.final(failure.code, failure.message, options);
}
