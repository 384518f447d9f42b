import { demand, type TenantScope } from '@/core/access/tenant-scope';
import type { LedgerStatus, ReceiptView } from '@/core/contracts/ledger';
import { UserProblem } from '@/core/errors/app-error';
import { itemOfEffect, placeOfStep } from '@/core/ledger/receipt-parts';
import { listStoredReceipts, type StoredReceipt } from '@/infra/db/run-store/list-receipts';
import type { ServiceDeps } from '@/services/deps';
import { readPlace, writePlace } from '@/services/lists/place-cursor';
import { planOf } from '@/services/runs/run-projection';
import { ledgerNodes, type LedgerNode } from './ledger-nodes';

export interface LedgerInput {
  id: string;
  status?: LedgerStatus | undefined;
  nodeId?: string | undefined;
  /** ISO 8601: effects that were begun from then on. */
  from?: string | undefined;
  /** ISO 8601: effects that were begun before. */
  to?: string | undefined;
  text?: string | undefined;
  cursor?: string | undefined;
  limit: number;
}

export interface LedgerPage {
  items: ReceiptView[];
  /** A page of a search may be short, or even empty, and still have a next one. */
  nextCursor: string | null;
  /** Nodes that may do something outside, as the workflow is now. On the first page. */
  nodes: LedgerNode[];
}

/** What the runs of a workflow did to the outside world, newest first. @throws UserProblem `workflow.not-found`. */
export async function listWorkflowReceipts(
  deps: ServiceDeps,
  scope: TenantScope,
  input: LedgerInput,
): Promise<LedgerPage> {
  demand(scope, 'run:read');
  const after = readPlace(input.cursor);
  const nodes = await ledgerNodes(deps, scope.tenantId, input.id);
  if (!nodes) throw UserProblem.notFound('workflow');
  const { receipts, next } = await listStoredReceipts(deps.db.app, scope.tenantId, {
    workflowId: input.id,
    status: input.status ?? null,
    nodeId: input.nodeId ?? null,
    from: input.from ?? null,
    to: input.to ?? null,
    text: input.text?.trim() || null,
    after: after && { intendedAt: after.at, runId: after.id, tie: after.tie },
    limit: input.limit,
  });
  return {
    items: await receiptViews(deps, scope.tenantId, { receipts, workflowId: input.id }),
    nextCursor: next && writePlace({ at: next.intendedAt, id: next.runId, tie: next.tie }),
    nodes: after === null ? nodes : [],
  };
}

/** Stored receipts as the ledger shows them, in the same order. */
export async function receiptViews(
  deps: ServiceDeps,
  tenantId: string,
  { receipts, workflowId }: { receipts: readonly StoredReceipt[]; workflowId: string },
): Promise<ReceiptView[]> {
  const names = await nodeNames(deps, tenantId, receipts);
  return receipts.map((receipt) => toView(receipt, workflowId, names));
}

/** Names of nodes by the graph that ran; the same graph is compiled once. */
async function nodeNames(
  deps: ServiceDeps,
  tenantId: string,
  receipts: readonly StoredReceipt[],
): Promise<(hash: string | null, nodeId: string) => string> {
  const hashes = [...new Set(receipts.flatMap((receipt) => receipt.graphHash ?? []))];
  const plans = new Map(
    await Promise.all(hashes.map(async (hash) => [hash, (await planOf(deps, tenantId, hash)).plan] as const)),
  );
  return (hash, nodeId) => plans.get(hash ?? '')?.nodes.get(nodeId)?.name ?? nodeId;
}

function toView(
  stored: StoredReceipt,
  workflowId: string,
  nameOf: (hash: string | null, nodeId: string) => string,
): ReceiptView {
  const { nodeId, iteration } = placeOfStep(stored.stepKey);
  const { runId, version, effect, summary, status, attempt, replays } = stored;
  return {
    ...{ runId, workflowId, version, effect, summary, status, attempt, replays, nodeId, iteration },
    step: stored.stepKey,
    nodeName: nameOf(stored.graphHash, nodeId),
    item: itemOfEffect(effect),
    // What an earlier run did stands in the ledger of that run.
    inherited: false,
    answerStatus: stored.answerStatus,
    errorCode: stored.errorCode,
    decidedBy: stored.decidedBy,
    decision: stored.decidedBy === null ? null : 'done',
    idempotencyKey: stored.idempotencyKey,
    intendedAt: stored.intendedAt.toISOString(),
    endedAt: stored.endedAt?.toISOString() ?? null,
    durationMs: stored.endedAt ? Math.max(0, stored.endedAt.getTime() - stored.intendedAt.getTime()) : null,
  };
}
