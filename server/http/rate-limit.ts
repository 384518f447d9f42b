/**
 * Fixed-window counters in memory: cheap enough for every request. Each web process counts for itself, so behind n
 * processes a caller gets up to n times the limit; the limits are there against floods, not for billing.
 */
export interface RateLimitVerdict {
  allowed: boolean;
  limit: number;
  remaining: number;
  /** Seconds until the window starts again. */
  resetSeconds: number;
}

export interface RateLimiter {
  /** Counts one request of this caller. `limit` stands in for the limiter's own. */
  take(key: string, limit?: number): RateLimitVerdict;
}

export interface RateLimitOptions {
  limit: number;
  windowMs: number;
  /** Milliseconds; the process's clock by default. */
  now: () => number;
}

interface Window {
  startedAt: number;
  count: number;
}

const MAX_KEYS = 50_000;

export function createRateLimiter(options: RateLimitOptions): RateLimiter {
  let windows = new Map<string, Window>();
  return {
    take(key, limit = options.limit) {
      const now = options.now();
      let window = windows.get(key);
      if (!window || now - window.startedAt >= options.windowMs) {
        if (windows.size >= MAX_KEYS) windows = withoutExpired(windows, now - options.windowMs);
        window = { startedAt: now, count: 0 };
        windows.set(key, window);
      }
      window.count += 1;
      return {
        allowed: window.count <= limit,
        limit,
        remaining: Math.max(0, limit - window.count),
        resetSeconds: Math.max(1, Math.ceil((window.startedAt + options.windowMs - now) / 1000)),
      };
    },
  };
}

/** Drops what ran out; when everything is fresh (a flood of made-up keys), the older half goes. */
function withoutExpired(windows: Map<string, Window>, before: number): Map<string, Window> {
  const kept = new Map([...windows].filter(([, window]) => window.startedAt > before));
  if (kept.size < MAX_KEYS) return kept;
  return new Map([...kept].slice(kept.size / 2));
}

/** The standard headers: `RateLimit-*`, and `Retry-After` when refused. */
export function rateLimitHeaders(verdict: RateLimitVerdict): Record<string, string> {
  return {
    'ratelimit-limit': String(verdict.limit),
    'ratelimit-remaining': String(verdict.remaining),
    'ratelimit-reset': String(verdict.resetSeconds),
    ...(verdict.allowed ? {} : { 'retry-after': String(verdict.resetSeconds) }),
  };
}
