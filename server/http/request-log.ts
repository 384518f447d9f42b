import type { Log } from '@/infra/log/log';
import type { Exchange } from './exchange';

/**
 * One line for each request when it ended. Webhooks, health checks and static files that went well are `debug`: they
 * would drown the rest and cost more than the request.
 */
export function logRequest(log: Log, exchange: Exchange, startedAt: number): void {
  const { request, response, path } = exchange;
  const status = response.statusCode;
  const quiet =
    status < 400 && (path.startsWith('/hooks') || path.startsWith('/_next/') || path.endsWith('z'));
  if (quiet) return;
  const fields = {
    requestId: exchange.requestId,
    method: request.method,
    path: loggedPath(path),
    status,
    durationMs: Math.round((performance.now() - startedAt) * 10) / 10,
    ip: exchange.ip,
  };
  if (status >= 500) log.error(fields, 'request failed');
  else log.info(fields, 'request');
}

/** Whoever knows a resume address may end a wait, so the log does not name it. */
export function loggedPath(path: string): string {
  return path.startsWith('/hooks-resume/') ? '/hooks-resume/…' : path;
}
