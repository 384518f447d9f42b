import { demand, type TenantScope } from '@/core/access/tenant-scope';
import type { CallableWorkflow } from '@/core/contracts/callable-workflow';
import { UserProblem } from '@/core/errors/app-error';
import { startsOf, type StartNode } from '@/core/graph/workflow-starts';
import type { Tx } from '@/infra/db/database';
import { findCallees, type StoredStartNode } from '@/infra/db/repositories/known-ids';
import type { ServiceDeps } from '@/services/deps';

/** What others have to know of a workflow to run it. @throws UserProblem `workflow.not-found`. */
export async function getCallableWorkflow(
  deps: ServiceDeps,
  scope: TenantScope,
  input: { id: string },
): Promise<CallableWorkflow> {
  demand(scope, 'workflow:read');
  const found = await deps.db.withTenant(scope, (tx) =>
    readCallables(deps, tx, { tenantId: scope.tenantId, ids: [input.id] }),
  );
  const [only] = found.values();
  if (!only) throw UserProblem.notFound('workflow');
  return only;
}

/** The same for several, by id as it was given. Ids that name nothing are left out. The caller has checked the permission. */
export async function readCallables(
  deps: Pick<ServiceDeps, 'catalog'>,
  tx: Tx,
  input: { tenantId: string; ids: readonly string[] },
): Promise<ReadonlyMap<string, CallableWorkflow>> {
  if (input.ids.length === 0) return new Map();
  const starters = deps.catalog.list().filter(({ trigger }) => trigger === 'workflow' || trigger === 'error');
  const types = [...new Set(starters.map(({ type }) => type))];
  const rows = await findCallees(tx, input.tenantId, { ids: input.ids, types });
  const byId = new Map(
    rows.map(({ id, name, published, draft }): [string, CallableWorkflow] => [
      id,
      {
        ...{ id, name },
        published: published && startsOf(published.map(toNode), deps.catalog),
        draft: startsOf((draft ?? []).map(toNode), deps.catalog),
      },
    ]),
  );
  return new Map(
    input.ids.flatMap((id) => {
      const found = byId.get(id.toLowerCase());
      return found ? [[id, found] as const] : [];
    }),
  );
}

function toNode({ type, typeVersion, parameters, disabled }: StoredStartNode): StartNode {
  return {
    type,
    typeVersion: typeVersion ?? 1,
    parameters: parameters ?? {},
    settings: { disabled: disabled === true },
  };
}
