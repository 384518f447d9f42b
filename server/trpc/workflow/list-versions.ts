import { cursorSchema, pageLimitSchema, pageOf, rowIdSchema } from '@/core/contracts/identifiers';
import { versionViewSchema } from '@/core/contracts/workflow-view';
import { listVersions as listVersionsService } from '@/services/workflows/list-versions';
import { tenantInput, tenantProcedure, withoutTenant } from '../procedures';

/** Versions of a workflow, newest first. */
export const listVersions = tenantProcedure('workflow:read')
  .input(
    tenantInput({ id: rowIdSchema, cursor: cursorSchema.optional(), limit: pageLimitSchema.default(50) }),
  )
  .output(pageOf(versionViewSchema))
  .query(({ ctx, input }) => listVersionsService(ctx.deps, ctx.scope, withoutTenant(input)));
