import type { ServerResponse } from 'node:http';
import { UserProblem } from '@/core/errors/app-error';
import { createRateLimiter, rateLimitHeaders, type RateLimiter } from '../http/rate-limit';
import type { WebhookRoute } from './webhook-route';

const WINDOW_MS = 60_000;

/** Counts the requests of each webhook that sets a limit of its own. */
export function createRouteRates(now: () => number): RateLimiter {
  return createRateLimiter({ limit: Number.MAX_SAFE_INTEGER, windowMs: WINDOW_MS, now });
}

/**
 * Counts one request where the webhook sets a limit, and says in the standard headers how much is left.
 * @throws UserProblem `webhook.rate-limited` (429).
 */
export function demandRate(rates: RateLimiter, route: WebhookRoute, response: ServerResponse): void {
  const limit = route.config?.ratePerMinute ?? 0;
  if (limit <= 0 || route.version === null) return;
  const verdict = rates.take(`${route.tenantId} ${route.workflowId} ${route.nodeId}`, limit);
  for (const [name, value] of Object.entries(rateLimitHeaders(verdict))) response.setHeader(name, value);
  if (verdict.allowed) return;
  throw new UserProblem(
    'webhook.rate-limited',
    `This webhook takes ${limit} requests a minute. Try again in ${verdict.resetSeconds} s.`,
    { status: 429, details: { limit, retryAfterSeconds: verdict.resetSeconds } },
  );
}
