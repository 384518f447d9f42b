import { STANDARD_LIMITS } from '@/core/limits/limits';
import { snapshotFigures } from '@/infra/metrics/figures';
import type { ServiceDeps } from '@/services/deps';
import { SESSION_LIFETIME_MS } from '@/services/sessions/sign-in';
import { createApiKeyAuth } from './auth/api-keys';
import { createSessions } from './auth/sessions';
import { createRouteSource } from './hooks/route-source';
import { createWebhookRoutes } from './hooks/webhook-routes';
import { type RateLimiter, createRateLimiter } from './http/rate-limit';
import { createLiveHub } from './live/live-hub';
import type { RateLimiters, WebConfig, WebDeps } from './web-deps';

/** The web process's own parts on top of the services' dependencies. Tests build them on a database of their own. */
export async function createWebParts(
  services: ServiceDeps,
  config: WebConfig,
  limits?: Partial<RateLimiters>,
): Promise<WebDeps> {
  const { db, bus, clock } = services;
  const sessions = createSessions({
    load: (hash) => db.lookup.session(hash, SESSION_LIFETIME_MS),
    clock,
    https: config.publicUrl.startsWith('https:'),
  });
  const apiKeys = createApiKeyAuth({ load: (hash) => db.lookup.apiKey(hash), clock });
  const routes = createWebhookRoutes(createRouteSource(services), clock);
  const live = await createLiveHub(services, config.webId);
  await bus.subscribe('heddle_sessions', (userId) => {
    sessions.forget(userId);
    // Keys are lowered and revoked together with the person who made them.
    apiKeys.forget();
  });
  await bus.subscribe('heddle_routes', () => routes.forget());
  await bus.subscribe('heddle_limits', (tenantId) => db.limits.forget(tenantId));
  bus.onGap(() => {
    sessions.forget();
    apiKeys.forget();
    routes.forget();
    db.limits.forget();
  });
  return {
    ...services,
    config,
    sessions,
    apiKeys,
    routes,
    live,
    rateLimits: { ...rateLimiters(clock.now), ...limits },
    figures: snapshotFigures,
  };
}

/** What `api.requests` and `api.key-requests` are counted over. */
const API_WINDOW_MS = 10_000;

/** Against floods and guessing. A machine that starts runs in earnest stays far below; a tenant may choose what its API takes. */
function rateLimiters(now: () => number): RateLimiters {
  const limiter = (limit: number, windowMs: number): RateLimiter =>
    createRateLimiter({ limit, windowMs, now });
  return {
    signIn: limiter(60, 60_000),
    token: limiter(30, 60_000),
    apiKey: limiter(STANDARD_LIMITS['api.key-requests'], API_WINDOW_MS),
    tenant: limiter(STANDARD_LIMITS['api.requests'], API_WINDOW_MS),
  };
}
