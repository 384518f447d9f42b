import { demand, type TenantScope } from '@/core/access/tenant-scope';
import { can } from '@/core/access/roles';
import { rowIdSchema } from '@/core/contracts/identifiers';
import type { Graph } from '@/core/contracts/portable-workflow';
import { UserProblem } from '@/core/errors/app-error';
import { toPortable } from '@/core/exchange/portable';
import { findCredentialNames } from '@/infra/db/repositories/credentials';
import type { WorkflowDeps } from './workflow-deps';
import { getDraft } from './get-draft';
import { getVersion } from './get-version';
import { getWorkflow } from './get-workflow';
import { shownGraph } from './shown-graph';

export interface ExportedWorkflow {
  graph: Graph;
  /** The file, with stable order of keys. */
  text: string;
  etag: string;
}

/** A workflow as a portable file: the draft, or a version. @throws UserProblem `workflow.not-found`, `version.not-found`. */
export async function exportWorkflow(
  deps: WorkflowDeps,
  scope: TenantScope,
  input: { id: string; version?: 'draft' | 'published' | number | undefined },
): Promise<ExportedWorkflow> {
  demand(scope, 'workflow:read');
  const { graph: stored, etag } = await readGraph(deps, scope, input);
  const graph = await withCredentialNames(deps, scope, shownGraph(deps, scope, stored));
  return { graph, text: toPortable(graph), etag };
}

/** Ids alone say nothing where the file is read. */
async function withCredentialNames(deps: WorkflowDeps, scope: TenantScope, graph: Graph): Promise<Graph> {
  const ids = [...new Set(graph.nodes.flatMap(({ credentials }) => Object.values(credentials)))].filter(
    (id) => rowIdSchema.safeParse(id).success,
  );
  if (ids.length === 0 || !can(scope, 'credential:read')) return graph;
  const found = await deps.db.withTenant(scope, (tx) => findCredentialNames(tx, scope.tenantId, ids));
  const credentials = found
    .map(({ id, name, type }) => ({ id, kind: type, name }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  return credentials.length === 0 ? graph : { ...graph, credentials };
}

async function readGraph(
  deps: WorkflowDeps,
  scope: TenantScope,
  input: { id: string; version?: 'draft' | 'published' | number | undefined },
): Promise<{ graph: Graph; etag: string }> {
  const { id, version = 'draft' } = input;
  if (version === 'draft') return getDraft(deps, scope, { id });
  if (version !== 'published') return getVersion(deps, scope, { id, version });
  const { publishedVersion } = await getWorkflow(deps, scope, { id });
  if (publishedVersion === null) throw UserProblem.notFound('version');
  return getVersion(deps, scope, { id, version: publishedVersion });
}
