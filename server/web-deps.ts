import type { MetricFamily } from '@/infra/metrics/registry';
import type { ServiceDeps } from '@/services/deps';
import type { ApiKeyAuth } from './auth/api-keys';
import type { Sessions } from './auth/sessions';
import type { RateLimiter } from './http/rate-limit';
import type { WebhookRoutes } from './hooks/webhook-routes';
import type { LiveHub } from './live/live-hub';

/** What the web process was told about itself. */
export interface WebConfig {
  /** Links and cookies are made for this address; no slash at the end. */
  publicUrl: string;
  /** False when `publicUrl` is only a guess, so any loopback name of this server is taken as its own. */
  hasPublicUrl: boolean;
  /** Believe X-Forwarded-* of the caller. */
  trustProxy: boolean;
  /** Pages are compiled on request and reload by themselves. */
  dev: boolean;
  /** Name of this process on the bus. */
  webId: string;
  /** What `/metrics` wants as a bearer token; null = this machine alone may read it. */
  metricsToken: string | null;
  /** Folder of the data, and of the blobs: for what is said about the disk. */
  dataDir: string;
  blobs: string;
  /** Whether Redis should carry the messages. */
  usesRedis: boolean;
}

export interface RateLimiters {
  /** Sign-in tries, by address; the service counts again by person, in the database. */
  signIn: RateLimiter;
  /** Tries at one-time tokens, by address. */
  token: RateLimiter;
  /** REST calls, by API key. */
  apiKey: RateLimiter;
  /** REST calls, by tenant. */
  tenant: RateLimiter;
}

/** Everything the web process hands to its parts. */
export interface WebDeps extends ServiceDeps {
  config: WebConfig;
  sessions: Sessions;
  apiKeys: ApiKeyAuth;
  routes: WebhookRoutes;
  live: LiveHub;
  rateLimits: RateLimiters;
  /** What this process counts. */
  figures(): MetricFamily[];
}
