import { rowIdSchema } from '@/core/contracts/identifiers';
import { graphDiffSchema, graphRefSchema } from '@/core/contracts/graph-diff';
import { diffVersions } from '@/services/workflows/diff-versions';
import { tenantInput, tenantProcedure, withoutTenant } from '../procedures';

/** What changed between two versions, or a version and the draft. */
export const diff = tenantProcedure('workflow:read')
  .input(tenantInput({ id: rowIdSchema, from: graphRefSchema, to: graphRefSchema }))
  .output(graphDiffSchema)
  .query(({ ctx, input }) => diffVersions(ctx.deps, ctx.scope, withoutTenant(input)));
