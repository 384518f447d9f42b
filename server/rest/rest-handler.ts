import type { IncomingMessage } from 'node:http';
import type { z } from 'zod';
import { type TenantScope, demand } from '@/core/access/tenant-scope';
import { UserProblem } from '@/core/errors/app-error';
import type { Limits } from '@/core/limits/limits';
import { parseJsonBody } from '../http/parse-json';
import { rateLimitHeaders } from '../http/rate-limit';
import { readBody } from '../http/read-body';
import type { Exchange, Handler } from '../http/exchange';
import { inputProblem } from '../trpc/errors';
import type { WebDeps } from '../web-deps';
import { openApiDocument } from './open-api';
import type { AnyRestRoute } from './route';
import { REST_ROUTES } from './routes';
import { sendFile } from './send-file';

const PREFIX = '/api/v1';

/** `/api/v1`: finds the entry of the table, checks key, rate and permission, parses, calls, answers. */
export function createRestHandler(deps: WebDeps): Handler {
  let document: string | null = null;
  return async (exchange) => {
    const path = exchange.path.slice(PREFIX.length);
    if (path === '/openapi.json' && exchange.request.method === 'GET') {
      document ??= JSON.stringify(openApiDocument(REST_ROUTES, deps.config.publicUrl));
      return sendText(exchange, 200, document);
    }
    // The key first: whoever has none learns nothing about what exists here.
    const scope = await deps.apiKeys.authenticate(exchange.request);
    takeFromLimits(deps, exchange, { scope, limits: await deps.db.limits.of(scope.tenantId) });
    const { route, params } = findRoute(exchange, path);
    demand(scope, route.permission);
    await answer(deps, { exchange, scope, route, params });
  };
}

interface Found {
  exchange: Exchange;
  scope: TenantScope;
  route: AnyRestRoute;
  params: Record<string, string>;
}

async function answer(deps: WebDeps, { exchange, scope, route, params: raw }: Found): Promise<void> {
  const params = parsePart(route.params, raw, 'path');
  if (route.kind === 'stream') {
    await route.stream({ deps, scope, exchange, params, query: {}, body: undefined });
    return;
  }
  const query = parsePart(route.query, queryOf(exchange.request), 'query');
  const body = route.body
    ? parsePart(route.body, await jsonBody(exchange.request, await maxBodyOf(deps, scope)), 'body')
    : undefined;
  const result = await route.handle({ deps, scope, exchange, params, query, body });
  if ('file' in result) return sendFile(exchange, result.file);
  for (const [name, value] of Object.entries(result.headers ?? {})) exchange.response.setHeader(name, value);
  const status = result.status ?? route.status;
  if (status === 204 || status === 304) {
    exchange.response.statusCode = status;
    exchange.response.end();
    return;
  }
  sendText(exchange, status, JSON.stringify(result.body));
}

function takeFromLimits(
  deps: WebDeps,
  { response }: Exchange,
  { scope, limits }: { scope: TenantScope; limits: Limits },
): void {
  const byKey = deps.rateLimits.apiKey.take(scope.actor.id, limits['api.key-requests']);
  const byTenant = deps.rateLimits.tenant.take(scope.tenantId, limits['api.requests']);
  const tighter = !byTenant.allowed || byTenant.remaining < byKey.remaining ? byTenant : byKey;
  const verdict = byKey.allowed ? tighter : byKey;
  for (const [name, value] of Object.entries(rateLimitHeaders(verdict))) response.setHeader(name, value);
  if (!verdict.allowed) {
    throw new UserProblem(
      'rate-limit.exceeded',
      `Too many requests. Try again in ${verdict.resetSeconds} s.`,
      {
        status: 429,
        details: { retryAfterSeconds: verdict.resetSeconds },
      },
    );
  }
}

interface Compiled {
  segments: readonly string[];
  byMethod: Map<string, AnyRestRoute>;
}

const TABLE: readonly Compiled[] = compile(REST_ROUTES);

function compile(routes: readonly AnyRestRoute[]): Compiled[] {
  const byPath = new Map<string, Compiled>();
  for (const route of routes) {
    const known = byPath.get(route.path) ?? { segments: route.path.split('/'), byMethod: new Map() };
    known.byMethod.set(route.method, route);
    byPath.set(route.path, known);
  }
  // A word stands before a parameter: /runs/bulk is no run.
  const parameters = ({ segments }: Compiled) => segments.filter((segment) => segment.startsWith('{')).length;
  return [...byPath.values()].sort((one, other) => parameters(one) - parameters(other));
}

function findRoute(
  { request, response }: Exchange,
  path: string,
): { route: AnyRestRoute; params: Record<string, string> } {
  const segments = path.split('/');
  for (const candidate of TABLE) {
    const params = paramsOf(candidate.segments, segments);
    if (!params) continue;
    const route = candidate.byMethod.get(request.method ?? 'GET');
    if (route) return { route, params };
    const allow = [...candidate.byMethod.keys()].sort().join(', ');
    response.setHeader('allow', allow);
    throw new UserProblem('request.method', `Use ${allow} here.`, { status: 405 });
  }
  throw new UserProblem('route.not-found', 'There is no such call. See /api/v1/openapi.json.', {
    status: 404,
  });
}

function paramsOf(pattern: readonly string[], segments: readonly string[]): Record<string, string> | null {
  if (pattern.length !== segments.length) return null;
  const params: Record<string, string> = {};
  for (const [index, wanted] of pattern.entries()) {
    const found = segments[index] ?? '';
    if (wanted.startsWith('{')) params[wanted.slice(1, -1)] = decoded(found);
    else if (wanted !== found) return null;
  }
  return params;
}

/** A step's key and a tag may hold characters that an address cannot. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch (cause) {
    throw new UserProblem('request.bad-address', 'The address holds a % that stands for nothing.', { cause });
  }
}

/** A name that stands several times gives a list. */
function queryOf(request: IncomingMessage): Record<string, string | string[]> {
  const url = request.url ?? '';
  const mark = url.indexOf('?');
  const given = new URLSearchParams(mark < 0 ? '' : url.slice(mark + 1));
  return Object.fromEntries(
    [...new Set(given.keys())].map((name) => {
      const values = given.getAll(name);
      return [name, values.length === 1 ? (values[0] ?? '') : values];
    }),
  );
}

async function maxBodyOf(deps: WebDeps, scope: TenantScope): Promise<number> {
  return (await deps.db.limits.of(scope.tenantId))['api.body-bytes'];
}

async function jsonBody(request: IncomingMessage, maxBytes: number): Promise<unknown> {
  const text = (await readBody(request, maxBytes)).toString('utf8');
  if (text.trim() === '') return {};
  const type = request.headers['content-type'] ?? '';
  if (!/^application\/(?:[a-z.+-]+\+)?json\b/i.test(type)) {
    throw new UserProblem('request.media-type', 'Send application/json.', { status: 415 });
  }
  return parseJsonBody(text);
}

function parsePart<T extends z.ZodType>(schema: T, value: unknown, where: string): z.output<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problem = inputProblem(parsed.error);
  throw new UserProblem(problem.code, problem.message, { details: { ...problem.details, where } });
}

function sendText({ response }: Exchange, status: number, text: string): void {
  response.statusCode = status;
  response.setHeader('content-type', 'application/json; charset=utf-8');
  if (!response.hasHeader('cache-control')) response.setHeader('cache-control', 'no-store');
  response.setHeader('content-length', Buffer.byteLength(text));
  response.end(text);
}
