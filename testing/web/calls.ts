/** Calling the test server as a browser or a program would. */
import superjson from 'superjson';
import { appRouter } from '@/server/trpc/router';
import type { TestWeb } from './test-web';

/** What came back: a value, or the stable code of a refusal. */
export interface Outcome {
  status: number;
  /** Code of the problem, or null for success. */
  code: string | null;
  message: string | null;
  /** The answer of a call that went well. */
  data: unknown;
}

/** Who calls: a session's token, an API key, both or nobody. */
export interface Caller {
  token?: string;
  key?: string;
}

function headersOf(web: TestWeb, caller: Caller): Record<string, string> {
  return {
    origin: web.url,
    ...(caller.token === undefined ? {} : { cookie: `${web.deps.sessions.cookieName}=${caller.token}` }),
    ...(caller.key === undefined ? {} : { authorization: `Bearer ${caller.key}` }),
  };
}

/** The kinds of procedures by their dotted names. */
export function procedureKinds(): Map<string, 'query' | 'mutation' | 'subscription'> {
  const procedures = Object.entries(
    appRouter._def.procedures as unknown as Record<string, { _def: { type: string } }>,
  );
  return new Map(
    procedures.map(([name, { _def }]) => [name, _def.type as 'query' | 'mutation' | 'subscription']),
  );
}

/** Calls a procedure over http. A subscription counts as successful once its stream begins. */
export async function callTrpc(
  web: TestWeb,
  name: string,
  ...[caller, input]: [caller: Caller, input: unknown]
): Promise<Outcome> {
  const kind = procedureKinds().get(name);
  const body = JSON.stringify(superjson.serialize(input));
  const headers = headersOf(web, caller);
  const stop = new AbortController();
  const response =
    kind === 'mutation'
      ? await fetch(`${web.url}/api/trpc/${name}`, {
          method: 'POST',
          headers: { ...headers, 'content-type': 'application/json' },
          body,
        })
      : await fetch(`${web.url}/api/trpc/${name}?input=${encodeURIComponent(body)}`, {
          headers: kind === 'subscription' ? { ...headers, accept: 'text/event-stream' } : headers,
          signal: stop.signal,
        });
  if (response.headers.get('content-type')?.startsWith('text/event-stream') === true) {
    const outcome = await firstOfStream(response);
    stop.abort();
    return outcome;
  }
  return trpcOutcome(response.status, await response.json());
}

interface TrpcBody {
  result?: { data: { json: unknown } };
  error?: { json: { message: string; data: { problem: { code: string } } } };
}

function trpcOutcome(status: number, body: unknown): Outcome {
  const { result, error } = body as TrpcBody; // tRPC's envelope
  if (!error) return { status, code: null, message: null, data: result?.data.json };
  return { status, code: error.json.data.problem.code, message: error.json.message, data: null };
}

type StreamError = NonNullable<TrpcBody['error']>['json'] & { data: { httpStatus: number } };

/** The first event of a stream, or the error it ended with: tRPC sends that inside. */
async function firstOfStream(response: Response): Promise<Outcome> {
  let text = '';
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const chunk = await reader?.read();
    if (!chunk || chunk.done) break;
    text += chunk.value;
    for (const event of text.split('\n\n').slice(0, -1)) {
      const data = /^data: (.*)$/m.exec(event)?.[1];
      if (data === undefined || /^event: (connected|ping)$/m.test(event)) continue;
      const isError = /^event: serialized-error$/m.test(event);
      const value: unknown = JSON.parse(data);
      if (!isError) return { status: response.status, code: null, message: null, data: value };
      const { json: error } = value as { json: StreamError };
      return {
        status: error.data.httpStatus,
        code: error.data.problem.code,
        message: error.message,
        data: null,
      };
    }
  }
  throw new Error(`The stream ended without an event: ${text}`);
}

/** Calls REST; `path` is below `/api/v1`. */
export async function callRest(
  web: TestWeb,
  call: { method: string; path: string; body?: unknown; headers?: Record<string, string> },
  caller: Caller,
): Promise<Outcome & { headers: Headers }> {
  const stop = new AbortController();
  const response = await fetch(`${web.url}/api/v1${call.path}`, {
    method: call.method,
    headers: {
      ...(caller.key === undefined ? {} : { authorization: `Bearer ${caller.key}` }),
      ...(caller.token === undefined ? {} : { cookie: `${web.deps.sessions.cookieName}=${caller.token}` }),
      ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...call.headers,
    },
    ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
    signal: stop.signal,
  });
  const { status, headers } = response;
  if (headers.get('content-type')?.startsWith('text/event-stream') === true) {
    stop.abort();
    return { status, code: null, message: null, data: null, headers };
  }
  const text = await response.text();
  const body: unknown = text === '' ? null : JSON.parse(text);
  if (status < 400) return { status, code: null, message: null, data: body, headers };
  const problem = body as { code: string; detail: string };
  return { status, code: problem.code, message: problem.detail, data: body, headers };
}
