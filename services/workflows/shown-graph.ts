import { can } from '@/core/access/roles';
import type { TenantScope } from '@/core/access/tenant-scope';
import type { Graph } from '@/core/contracts/portable-workflow';
import { redactSecrets } from '@/core/graph/redact-secrets';
import type { ServiceDeps } from '@/services/deps';

/** The graph as this scope may see it: with its secrets only for those who could change them. */
export function shownGraph(deps: Pick<ServiceDeps, 'catalog'>, scope: TenantScope, graph: Graph): Graph {
  return can(scope, 'workflow:write') ? graph : redactSecrets(graph, deps.catalog);
}
