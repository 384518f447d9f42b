import { z } from 'zod';
import { rowIdSchema } from '@/core/contracts/identifiers';
import { itemLineageSchema, itemPlaceShape } from '@/core/contracts/run-actions';
import { itemLineage as readLineage } from '@/services/runs/item-lineage';
import { tenantInput, tenantProcedure, withoutTenant } from '../procedures';

/** The items that one item came from, and those that came of it. */
export const itemLineage = tenantProcedure('run:read')
  .input(
    tenantInput({ id: rowIdSchema, ...itemPlaceShape, side: z.enum(['input', 'output']).default('output') }),
  )
  .output(itemLineageSchema)
  .query(({ ctx, input }) => readLineage(ctx.deps, ctx.scope, withoutTenant(input)));
