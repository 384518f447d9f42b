import { can } from '@/core/access/roles';
import { demand, type TenantScope } from '@/core/access/tenant-scope';
import type { HomeView } from '@/core/contracts/home-view';
import { listChangedDrafts, readFirstSteps } from '@/infra/db/repositories/home';
import { readRunsAtAGlance, type RunsAtAGlance } from '@/infra/db/run-store/read-attention';
import type { ServiceDeps } from '@/services/deps';
import { listRuns } from '@/services/runs/list-runs';
import { listWorkflows } from '@/services/workflows/list-workflows';
import { countDraftErrors } from './draft-errors';

const SHOWN = { workflows: 6, runs: 8, attention: 5 } as const;

const NO_RUNS: RunsAtAGlance = { doubts: [], failures: [], hasRun: false, hasCalledWebhook: false };

/** The home page in one look. Runs are left out for a caller who may not see them. */
export async function getHome(deps: ServiceDeps, scope: TenantScope): Promise<HomeView> {
  demand(scope, 'workflow:read');
  const seesRuns = can(scope, 'run:read');
  const [workflows, runs, glance, own] = await Promise.all([
    listWorkflows(deps, scope, { limit: SHOWN.workflows }),
    seesRuns ? listRuns(deps, scope, { limit: SHOWN.runs }) : { items: [] },
    seesRuns ? readRunsAtAGlance(deps.db.app, scope.tenantId, { limit: SHOWN.attention }) : NO_RUNS,
    readDrafts(deps, scope),
  ]);
  return {
    workflows: workflows.items,
    runs: runs.items,
    attention: {
      doubts: glance.doubts.map((doubt) => ({ ...doubt, since: doubt.since.toISOString() })),
      failures: glance.failures.map((failure) => ({ ...failure, lastAt: failure.lastAt.toISOString() })),
      drafts: own.drafts,
    },
    steps: {
      hasRun: glance.hasRun,
      hasCalledWebhook: glance.hasCalledWebhook,
      hasEdited: own.hasEdited,
      hasPublished: own.hasPublished,
    },
  };
}

type OwnDrafts = { drafts: HomeView['attention']['drafts'] } & Pick<
  HomeView['steps'],
  'hasEdited' | 'hasPublished'
>;

/** The drafts among the last changed that need somebody: faulty, or changed since they were published. */
function readDrafts(deps: ServiceDeps, { tenantId }: TenantScope): Promise<OwnDrafts> {
  return deps.db.withTenant({ tenantId }, async (tx) => {
    const heads = await listChangedDrafts(tx, tenantId, SHOWN.attention);
    const drafts: OwnDrafts['drafts'] = [];
    for (const { workflowId, workflowName, graphHash, isChanged, updatedAt } of heads) {
      const errors = await countDraftErrors(deps.catalog, tx, { tenantId, workflowId, graphHash });
      if (errors === 0 && !isChanged) continue;
      drafts.push({ workflowId, workflowName, errors, isChanged, updatedAt: updatedAt.toISOString() });
    }
    return { drafts, ...(await readFirstSteps(tx, tenantId)) };
  });
}
