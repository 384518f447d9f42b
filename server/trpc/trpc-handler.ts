import type { IncomingMessage } from 'node:http';
import type { TRPCError } from '@trpc/server';
import { nodeHTTPRequestHandler } from '@trpc/server/adapters/node-http';
import { UserProblem } from '@/core/errors/app-error';
import { exceedsDepth } from '../http/parse-json';
import type { OriginPolicy } from '../http/origin-policy';
import { readBody } from '../http/read-body';
import type { Handler } from '../http/exchange';
import type { WebDeps } from '../web-deps';
import { answerQueries } from './answer-queries';
import { appErrorBehind } from './errors';
import { renewToken } from '../auth/renew-token';
import { appRouter } from './router';

const PREFIX = '/api/trpc/';
/**
 * What the editor may send: the same for every tenant, because the tenant is named inside of what is bounded here. A portable
 * file of 5,000 nodes stays below.
 */
const MAX_BODY_BYTES = 8 * 1024 * 1024;
/** superjson and the batch envelope add a few levels to what a graph may have. */
const MAX_DEPTH = 120;
const MAX_BATCH = 20;

/** `/api/trpc/*`: queries, mutations and the live stream. */
export function createTrpcHandler(deps: WebDeps, origins: OriginPolicy): Handler {
  return async ({ request, response, path, requestId, ip }) => {
    if (request.method !== 'GET' && request.method !== 'POST') {
      throw new UserProblem('request.method', 'Use GET or POST here.', { status: 405 });
    }
    if (request.method === 'POST') {
      origins.demandOwnOrigin(request);
      await attachBody(request);
    }
    const session = await deps.sessions.fromRequest(request);
    if (session?.mustRotate) await renewToken(deps, response, session);
    response.setHeader('cache-control', 'no-store');
    const context = {
      deps,
      session,
      findSession: () => deps.sessions.fromRequest(request),
      requestId,
      ip,
    };
    const onError = (told: { error: TRPCError; path: string | undefined }): void => {
      const behind = appErrorBehind(told.error);
      if (behind.family === 'user-problem') return;
      const fields = { err: behind.cause ?? behind, code: behind.code, requestId, procedure: told.path };
      deps.log.error(fields, behind.message);
    };
    const names = path.slice(PREFIX.length);
    if (await answerQueries({ request, response, names, maxBatchSize: MAX_BATCH, context, onError })) return;
    await nodeHTTPRequestHandler({
      req: request,
      res: response,
      path: names,
      router: appRouter,
      maxBatchSize: MAX_BATCH,
      createContext: () => Promise.resolve(context),
      onError,
    });
  };
}

/** Reads the body under our limits; tRPC takes a text that is already there. */
async function attachBody(request: IncomingMessage & { body?: string }): Promise<void> {
  if (!request.headers['content-type']?.startsWith('application/json')) {
    throw new UserProblem('request.media-type', 'Send application/json.', { status: 415 });
  }
  const text = (await readBody(request, MAX_BODY_BYTES)).toString('utf8');
  if (exceedsDepth(text, MAX_DEPTH)) {
    throw new UserProblem('request.too-deep', `The JSON is nested deeper than ${MAX_DEPTH} levels.`);
  }
  request.body = text;
}
