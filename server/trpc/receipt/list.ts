import { pageOf, rowIdSchema } from '@/core/contracts/identifiers';
import { ledgerFilterShape, ledgerNodesSchema, receiptViewSchema } from '@/core/contracts/ledger';
import { listWorkflowReceipts } from '@/services/receipts/list-workflow-receipts';
import { pagedTenantInput, tenantProcedure, withoutTenant } from '../procedures';

/** What the runs of a workflow did to the outside world, newest first. */
export const list = tenantProcedure('run:read')
  .input(pagedTenantInput({ id: rowIdSchema, ...ledgerFilterShape }))
  .output(pageOf(receiptViewSchema).extend({ nodes: ledgerNodesSchema }))
  .query(({ ctx, input }) => listWorkflowReceipts(ctx.deps, ctx.scope, withoutTenant(input)));
