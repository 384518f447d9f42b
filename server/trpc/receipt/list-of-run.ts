import { z } from 'zod';
import { rowIdSchema } from '@/core/contracts/identifiers';
import { receiptViewSchema } from '@/core/contracts/ledger';
import { listRunReceipts } from '@/services/receipts/list-run-receipts';
import { tenantInput, tenantProcedure, withoutTenant } from '../procedures';

/** What one run did to the outside world, oldest first. */
export const listOfRun = tenantProcedure('run:read')
  .input(tenantInput({ id: rowIdSchema }))
  .output(z.object({ items: z.array(receiptViewSchema) }))
  .query(({ ctx, input }) => listRunReceipts(ctx.deps, ctx.scope, withoutTenant(input)));
