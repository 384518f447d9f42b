import { rowIdSchema } from '@/core/contracts/identifiers';
import { portableWorkflowSchema } from '@/core/contracts/portable-workflow';
import { getRunGraph } from '@/services/runs/get-run-graph';
import { tenantInput, tenantProcedure, withoutTenant } from '../procedures';

/** The graph as the run saw it. */
export const getGraph = tenantProcedure('run:read')
  .input(tenantInput({ id: rowIdSchema }))
  .output(portableWorkflowSchema)
  .query(({ ctx, input }) => getRunGraph(ctx.deps, ctx.scope, withoutTenant(input)));
