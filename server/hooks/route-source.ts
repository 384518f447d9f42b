import type { Graph } from '@/core/contracts/portable-workflow';
import type { Database } from '@/infra/db/database';
import type { WebhookFound } from '@/infra/db/lookup';
import { readAsTenant } from '@/infra/db/run-store/read-as-tenant';
import { findGraph } from '@/infra/db/run-store/read-graph';
import { callerOf } from '@/core/graph/webhook-routes';
import { createCallerReader, type CallerReaderDeps } from './caller-secrets';
import { type WebhookRoute, parseRouteConfig, withCaller } from './webhook-route';
import type { WebhookRouteSource } from './webhook-routes';

/** Webhook routes from the database. */
export function createRouteSource({ db, vault }: CallerReaderDeps): WebhookRouteSource {
  const readCallers = createCallerReader({ db, vault });
  const resolved = async (found: readonly WebhookFound[]): Promise<WebhookRoute[]> => {
    const parsed = found.map((route) => ({ ...route, config: parseRouteConfig(route.config) }));
    const ids = parsed.flatMap(({ config }) =>
      config?.authentication === 'credential' ? [config.credentialId] : [],
    );
    const tenantId = parsed[0]?.tenantId;
    const callers = tenantId === undefined ? new Map() : await readCallers(tenantId, ids);
    return parsed.map((route) => ({ ...route, config: withCaller(route.config, callers) }));
  };
  return {
    routesOf: async (slug) => resolved(await db.lookup.webhookRoutes(slug)),
    async listenersOf(slug) {
      const found = await db.lookup.webhookListeners(slug);
      return resolved(await Promise.all(found.map((listener) => withNodeConfig(db, listener))));
    },
  };
}

/** A listener is set up as its node stands in the graph that is being tested. */
async function withNodeConfig(db: Database, found: WebhookFound): Promise<WebhookFound> {
  const stored = await readAsTenant(db.app, found.tenantId, (client) =>
    findGraph(client, found.tenantId, found.graphHash),
  );
  // Stored graphs were parsed before they were stored.
  const node = (stored as Graph | undefined)?.nodes.find((candidate) => candidate.id === found.nodeId);
  return { ...found, config: node ? { ...node.parameters, credentialId: callerOf(node) } : null };
}
