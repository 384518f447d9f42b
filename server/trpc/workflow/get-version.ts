import { z } from 'zod';
import { rowIdSchema, versionNumberSchema } from '@/core/contracts/identifiers';
import { portableWorkflowSchema } from '@/core/contracts/portable-workflow';
import { getVersion as getVersionService } from '@/services/workflows/get-version';
import { tenantInput, tenantProcedure, withoutTenant } from '../procedures';

/** The graph of one version. */
export const getVersion = tenantProcedure('workflow:read')
  .input(tenantInput({ id: rowIdSchema, version: versionNumberSchema }))
  .output(z.object({ graph: portableWorkflowSchema }))
  .query(({ ctx, input }) => getVersionService(ctx.deps, ctx.scope, withoutTenant(input)));
