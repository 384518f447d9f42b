import { pageOf, rowIdSchema } from '@/core/contracts/identifiers';
import { versionViewSchema } from '@/core/contracts/workflow-view';
import { listVersions as listVersionsService } from '@/services/workflows/list-versions';
import { pagedTenantInput, tenantProcedure, withoutTenant } from '../procedures';

/** Versions of a workflow, newest first. */
export const listVersions = tenantProcedure('workflow:read')
  .input(pagedTenantInput({ id: rowIdSchema }))
  .output(pageOf(versionViewSchema))
  .query(({ ctx, input }) => listVersionsService(ctx.deps, ctx.scope, withoutTenant(input)));
