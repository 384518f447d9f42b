/**
 * Where webhooks lead, kept in memory for a few seconds: the hot path makes no query. Publishing says so on the bus and
 * what is kept is dropped; if that message is lost, the short life of an entry bounds the delay.
 */
import type { Clock } from '@/infra/clock/clock';
import { type RouteMatch, type RouteTable, type WebhookRoute, createRouteTable } from './webhook-route';

export interface WebhookRoutes {
  /** The route for a request to `/hooks/{slug}/{path}`; the path comes in decoded segments. */
  find(slug: string, path: readonly string[], method: string): Promise<RouteMatch>;
  /** Same for `/hooks-test`: never kept, an editor waits for it. */
  findListener(slug: string, path: readonly string[], method: string): Promise<RouteMatch>;
  /** Drops what is kept. */
  forget(): void;
}

export interface WebhookRouteSource {
  /** All routes of a tenant; empty for an unknown one. */
  routesOf(slug: string): Promise<readonly WebhookRoute[]>;
  listenersOf(slug: string): Promise<readonly WebhookRoute[]>;
}

interface Entry {
  readAt: number;
  table: Promise<RouteTable>;
}

const LIFE_MS = 5000;
const MAX_TENANTS = 5000;

export function createWebhookRoutes(source: WebhookRouteSource, clock: Clock): WebhookRoutes {
  const entries = new Map<string, Entry>();

  function tableOf(slug: string): Entry['table'] {
    const now = clock.now();
    const known = entries.get(slug);
    if (known && now - known.readAt < LIFE_MS) return known.table;
    if (entries.size >= MAX_TENANTS) entries.clear();
    const entry: Entry = { readAt: now, table: source.routesOf(slug).then(createRouteTable) };
    entries.set(slug, entry);
    entry.table.catch(() => {
      if (entries.get(slug) === entry) entries.delete(slug);
    });
    return entry.table;
  }

  return {
    find: async (slug, path, method) => (await tableOf(slug))(path, method),
    findListener: async (slug, path, method) =>
      createRouteTable(await source.listenersOf(slug))(path, method),
    forget: () => entries.clear(),
  };
}
