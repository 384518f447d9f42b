import type { Graph } from '@/core/contracts/portable-workflow';
import type { Database } from '@/infra/db/database';
import type { WebhookFound } from '@/infra/db/lookup';
import { readAsTenant } from '@/infra/db/run-store/read-as-tenant';
import { findGraph } from '@/infra/db/run-store/read-graph';
import { type WebhookRoute, parseRouteConfig } from './webhook-route';
import type { WebhookRouteSource } from './webhook-routes';

/** Webhook routes from the database. */
export function createRouteSource(db: Database): WebhookRouteSource {
  return {
    async routesOf(slug) {
      const found = await db.lookup.webhookRoutes(slug);
      return found.map((route) => ({ ...route, config: parseRouteConfig(route.config) }));
    },
    async listenersOf(slug) {
      const found = await db.lookup.webhookListeners(slug);
      return Promise.all(found.map((listener) => withNodeConfig(db, listener)));
    },
  };
}

/** A listener is set up as its node stands in the graph that is being tested. */
async function withNodeConfig(db: Database, found: WebhookFound): Promise<WebhookRoute> {
  const stored = await readAsTenant(db.app, found.tenantId, (client) =>
    findGraph(client, found.tenantId, found.graphHash),
  );
  // Stored graphs were parsed before they were stored.
  const node = (stored as Graph | undefined)?.nodes.find((candidate) => candidate.id === found.nodeId);
  return { ...found, config: parseRouteConfig(node?.parameters) };
}
