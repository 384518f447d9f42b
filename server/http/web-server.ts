/**
 * The one http server of the web process. It answers the hot paths itself, in this order, and hands the rest to Next:
 * health, tRPC, webhooks, REST; upgrades go to the draft sockets or are closed.
 */
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { UserProblem } from '@/core/errors/app-error';
import { createAuthGuard } from '../auth/auth-guard';
import { createDraftSockets } from '../draft-sync/draft-sockets';
import { createHooksHandler } from '../hooks/hooks-handler';
import { RESUME_PREFIX, createResumeHandler } from '../hooks/resume-handler';
import { createRestHandler } from '../rest/rest-handler';
import { createTrpcHandler } from '../trpc/trpc-handler';
import type { WebDeps } from '../web-deps';
import { NO_DOCUMENT_POLICY, applyDocumentPolicy } from './content-security-policy';
import { countRequest } from './count-request';
import { createHealthHandler } from './health';
import { createMetricsHandler } from './metrics';
import { type OriginPolicy, createOriginPolicy } from './origin-policy';
import type { Exchange, Handler } from './exchange';
import { answerOddTarget } from './odd-target';
import { familyError } from './family-error';
import { sendProblem } from './problem';
import { logRequest, loggedPath } from './request-log';
import { clientIpOf, pathOf, requestIdOf } from './request-facts';
import { setSecurityHeaders } from './security-headers';

/** Next, or nothing in tests that have no pages. */
export type PageHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export interface WebServer {
  readonly server: http.Server;
  /** Port 0 takes a free one; gives the port it got. */
  listen(port: number, host: string): Promise<number>;
  /** Stops accepting, lets requests finish for `graceMs`, ends streams and sockets. */
  drain(graceMs: number): Promise<void>;
}

const MAX_HEADER_BYTES = 32 * 1024;
const HEADERS_TIMEOUT_MS = 20_000;
/** Of a whole request: 16 MB over a slow line. */
const REQUEST_TIMEOUT_MS = 120_000;

export async function createWebServer(
  deps: WebDeps,
  pages?: (server: http.Server) => Promise<PageHandler>,
): Promise<WebServer> {
  const server = http.createServer({
    maxHeaderSize: MAX_HEADER_BYTES,
    headersTimeout: HEADERS_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: 65_000,
  });
  const state = { draining: false };
  const origins = createOriginPolicy(deps.config);
  const sockets = await createDraftSockets(deps, origins);
  const dispatch = createDispatcher(deps, { state, origins, pages: () => pageHandler });
  let pageHandler: PageHandler | null = null;
  server.on('request', (request, response) => void dispatch(request, response));
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (pathOf(request.url ?? '') === '/ws/draft') sockets.accept(request, socket, head);
    // Next listens for its own reload socket; whatever nobody takes would stay open for ever.
    else if (!(deps.config.dev && request.url?.startsWith('/_next/hmr'))) socket.destroy();
  });
  return {
    server,
    async listen(port, host) {
      pageHandler = (await pages?.(server)) ?? null;
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, host, resolve);
      });
      return (server.address() as AddressInfo).port; // a TCP server's address is never a string
    },
    async drain(graceMs) {
      state.draining = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      deps.live.close();
      sockets.close();
      server.closeIdleConnections();
      const hardStop = setTimeout(() => server.closeAllConnections(), graceMs);
      await closed;
      clearTimeout(hardStop);
    },
  };
}

interface Parts {
  state: { draining: boolean };
  origins: OriginPolicy;
  pages: () => PageHandler | null;
}

function createDispatcher(deps: WebDeps, parts: Parts) {
  const { trustProxy } = deps.config;
  const https = deps.config.publicUrl.startsWith('https:');
  const route = createRouting(deps, parts);

  return async function dispatch(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const startedAt = performance.now();
    const requestId = requestIdOf(request, trustProxy);
    const exchange: Exchange = {
      request,
      response,
      path: pathOf(request.url ?? '/'),
      requestId,
      ip: clientIpOf(request, trustProxy),
    };
    response.setHeader('x-request-id', requestId);
    if (!exchange.path.startsWith('/hooks')) setSecurityHeaders(response, https);
    if (parts.state.draining) response.setHeader('connection', 'close');
    response.on('close', () => {
      countRequest(exchange, startedAt);
      logRequest(deps.log, exchange, startedAt);
    });
    try {
      if (!exchange.path.startsWith('/')) return answerOddTarget(exchange);
      await route(exchange);
    } catch (thrown) {
      const error = familyError(thrown);
      if (error.family !== 'user-problem') {
        deps.log.error(
          { err: error.cause ?? error, code: error.code, requestId, path: loggedPath(exchange.path) },
          error.message,
        );
      }
      sendProblem(response, error, requestId);
    }
  };
}

function createRouting(deps: WebDeps, { state, origins, pages }: Parts): Handler {
  const health = createHealthHandler(deps, state);
  const metrics = createMetricsHandler(deps);
  const trpc = createTrpcHandler(deps, origins);
  const hooks = createHooksHandler(deps);
  const resumeWait = createResumeHandler(deps);
  const rest = createRestHandler(deps);
  const guardAuth = createAuthGuard(deps, origins);

  return (exchange) => {
    const { path, request, response } = exchange;
    if (path.startsWith('/hooks/') || path.startsWith('/hooks-test/')) return hooks(exchange);
    if (path.startsWith(RESUME_PREFIX)) return resumeWait(exchange);
    if (path === '/healthz' || path === '/readyz') return health(exchange);
    if (path === '/metrics') return metrics(exchange);
    if (path.startsWith('/api/trpc/')) return trpc(exchange);
    if (path.startsWith('/api/v1/') || path === '/api/v1') {
      response.setHeader('content-security-policy', NO_DOCUMENT_POLICY);
      return rest(exchange);
    }
    const handle = pages();
    if (!handle)
      throw new UserProblem('page.not-found', 'There is nothing at this address.', { status: 404 });
    if (request.method !== 'GET' && request.method !== 'HEAD') origins.demandOwnOrigin(request);
    guardAuth(exchange);
    applyDocumentPolicy(request, response, deps.config.dev);
    return handle(request, response);
  };
}
