import { createHash } from 'node:crypto';
import type { TenantScope } from '@/core/access/tenant-scope';
import type { Graph } from '@/core/contracts/portable-workflow';
import { UserProblem } from '@/core/errors/app-error';
import { parsePortableWorkflow } from '@/core/graph/parse-graph';
import { contentHashInput } from '@/core/graph/serialise';
import { validateGraph } from '@/core/graph/validate-graph';
import type { ServiceDeps } from '@/services/deps';

/** A draft that is run is kept by its hash like a version's graph, so the run opens on what it really ran. */
export async function keepDraftGraph(
  deps: Pick<ServiceDeps, 'db' | 'catalog'>,
  scope: Pick<TenantScope, 'tenantId'>,
  draft: unknown,
): Promise<{ graph: Graph; graphHash: string }> {
  const parsed = parsePortableWorkflow(draft);
  if (!parsed.graph) throw hasProblems(parsed.problems);
  const { graph } = parsed;
  // A placeholder keeps nothing else from being tried: the run fails where it stands, or goes on with its pinned data.
  const errors = validateGraph(graph, deps.catalog, { mode: 'publish' }).filter(
    (p) => p.severity === 'error' && p.code !== 'node.placeholder',
  );
  if (errors.length > 0) throw hasProblems(errors);
  const graphHash = createHash('sha256').update(contentHashInput(graph)).digest('hex');
  await deps.db.withTenant(scope, async (tx) => {
    await tx.$executeRaw`insert into graphs (tenant_id, hash, graph)
      values (${scope.tenantId}::uuid, ${graphHash}, ${JSON.stringify(graph)}::json) on conflict do nothing`;
  });
  return { graph, graphHash };
}

/** 422 with everything that keeps the workflow from running. */
export function hasProblems(problems: readonly unknown[]): UserProblem {
  return new UserProblem(
    'workflow.has-problems',
    'The workflow has problems that keep it from running. Mend them first.',
    {
      status: 422,
      details: { problems },
    },
  );
}
