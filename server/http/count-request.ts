import { httpRequests, httpSeconds } from '@/infra/metrics/figures';
import type { Exchange } from './exchange';

/** Kinds of routes, the first that fits: few and fixed, so that no address ever becomes a label. */
const ROUTES: readonly (readonly [string, string])[] = [
  ['/hooks-test/', 'webhook-test'],
  ['/hooks', 'webhook'],
  ['/api/trpc/', 'trpc'],
  ['/api/v1', 'rest'],
  ['/api/auth/', 'auth'],
  ['/_next/', 'asset'],
  ['/healthz', 'health'],
  ['/readyz', 'health'],
  ['/metrics', 'metrics'],
];

/** Counts a request when it has ended. */
export function countRequest({ path, response }: Exchange, startedAt: number): void {
  const route = ROUTES.find(([prefix]) => path.startsWith(prefix))?.[1] ?? 'page';
  httpRequests.add(1, { route, status: `${Math.floor(response.statusCode / 100)}xx` });
  // A stream lasts as long as somebody watches.
  const isStream = String(response.getHeader('content-type') ?? '').startsWith('text/event-stream');
  if (!isStream) httpSeconds.observe((performance.now() - startedAt) / 1000, { route });
}
