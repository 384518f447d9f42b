import { initTRPC } from '@trpc/server';
import superjson from 'superjson';
import { appErrorBehind, problemOf, toTrpcError } from './errors';
import type { TrpcContext } from './context';

/** The one tRPC instance. Only this folder builds on it; everyone else sees the router's type. */
export const t = initTRPC.context<TrpcContext>().create({
  // What procedures give is JSON (a test holds their schemas to it), so it needs no look at every value on the way out.
  transformer: { input: superjson, output: { serialize: asJson, deserialize: fromJson } },
  isDev: false,
  sse: { ping: { enabled: true, intervalMs: 15_000 }, client: { reconnectAfterInactivityMs: 45_000 } },
  errorFormatter({ shape, error, ctx, path }) {
    const appError = appErrorBehind(error);
    return {
      code: shape.code,
      message: appError.family === 'bug' ? 'Something went wrong on our side.' : appError.message,
      data: {
        code: toTrpcError(appError).code,
        httpStatus: shape.data.httpStatus,
        path: path ?? null,
        problem: problemOf(appError, ctx?.requestId),
      },
    };
  },
});

/** The envelope that the client's superjson reads. */
function asJson(json: unknown): { json: unknown } {
  return { json };
}

function fromJson({ json }: { json: unknown }): unknown {
  return json;
}
