/**
 * Queries over GET, answered without tRPC's node adapter: that one makes a web Request, its Headers and a stream of each
 * answer, which costs several times what most queries do. Calls, errors and shapes are tRPC's own functions; the wire is
 * its HTTP protocol (trpc.io, "HTTP RPC Specification"): one call gives an object, `batch=1` a list and 207 where the
 * calls' statuses differ. Everything else (mutations, the stream, `trpc-accept`) is left to the adapter.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  callTRPCProcedure,
  getTRPCErrorFromUnknown,
  getTRPCErrorShape,
  transformTRPCResponse,
  TRPCError,
} from '@trpc/server';
import { getHTTPStatusCodeFromError } from '@trpc/server/http';
import type { TrpcContext } from './context';
import { appRouter } from './router';

const config = appRouter._def._config;

export interface QueriesOptions {
  request: IncomingMessage;
  response: ServerResponse;
  /** Procedure names as they stand in the address, separated by commas. */
  names: string;
  maxBatchSize: number;
  context: TrpcContext;
  onError: (told: { error: TRPCError; path: string }) => void;
}

/** Answers and gives true, or gives false where the request is not made of plain queries alone. */
export async function answerQueries(options: QueriesOptions): Promise<boolean> {
  const { request, response, names, context, onError } = options;
  if (request.method !== 'GET' || request.headers['trpc-accept'] !== undefined) return false;
  const query = new URLSearchParams(request.url?.split('?')[1] ?? '');
  const isBatch = query.get('batch') === '1';
  const paths = isBatch ? names.split(',').map(decoded) : [decoded(names)];
  if (paths.length > options.maxBatchSize || !paths.every(isQuery)) return false;

  const inputs = readInputs(query.get('input'), isBatch);
  const answers = await Promise.all(
    paths.map(async (path, index) => {
      try {
        const data: unknown = await callTRPCProcedure({
          router: appRouter,
          path,
          getRawInput: () => Promise.resolve().then(() => inputs(index)),
          ctx: context,
          type: 'query',
          signal: undefined,
          batchIndex: index,
        });
        return { status: 200, body: { result: { data } } };
      } catch (cause) {
        const error = getTRPCErrorFromUnknown(cause);
        onError({ error, path });
        const shape = getTRPCErrorShape({
          config,
          error,
          type: 'query',
          path,
          input: undefined,
          ctx: context,
        });
        return { status: getHTTPStatusCodeFromError(error), body: { error: shape } };
      }
    }),
  );
  const bodies = answers.map(({ body }) => transformTRPCResponse(config, body));
  const statuses = new Set(answers.map(({ status }) => status));
  response.statusCode = statuses.size === 1 ? (answers[0]?.status ?? 200) : 207;
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(isBatch ? bodies : bodies[0]));
  return true;
}

function isQuery(path: string): boolean {
  const procedures: Readonly<Record<string, unknown>> = appRouter._def.procedures;
  if (!Object.hasOwn(procedures, path)) return false;
  const procedure = procedures[path];
  return (
    typeof procedure === 'function' &&
    '_def' in procedure &&
    (procedure as { _def: { type?: string } })._def.type === 'query'
  );
}

/** Reads each call's input when it is asked for: a fault is then the fault of the calls. */
function readInputs(text: string | null, isBatch: boolean): (index: number) => unknown {
  let parsed: { value: unknown } | null = null;
  return (index) => {
    parsed ??= { value: parse(text) };
    const { value } = parsed;
    if (!isBatch) return decode(value);
    if (value === undefined) return undefined;
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw new TRPCError({
        code: 'BAD_REQUEST',
        message: '"input" needs to be an object when doing a batch call',
      });
    return Object.hasOwn(value, index) ? decode((value as Record<number, unknown>)[index]) : undefined;
  };
}

function parse(text: string | null): unknown {
  if (text === null) return undefined;
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new TRPCError({ code: 'BAD_REQUEST', cause });
  }
}

function decode(value: unknown): unknown {
  return value === undefined ? undefined : (config.transformer.input.deserialize(value) as unknown);
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
