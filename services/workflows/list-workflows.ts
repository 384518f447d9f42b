import { z } from 'zod';
import { demand, type TenantScope } from '@/core/access/tenant-scope';
import { rowIdSchema } from '@/core/contracts/identifiers';
import type { WorkflowSummary } from '@/core/contracts/workflow-view';
import { UserProblem } from '@/core/errors/app-error';
import { listWorkflowRows } from '@/infra/db/repositories/workflow-list';
import type { WorkflowDeps } from './workflow-deps';

export interface ListWorkflowsInput {
  /** Part of the name. */
  search?: string | undefined;
  cursor?: string | undefined;
  limit?: number | undefined;
}

/** The tenant's workflows, last changed first. One query. */
export async function listWorkflows(
  deps: WorkflowDeps,
  scope: TenantScope,
  input: ListWorkflowsInput,
): Promise<{ items: WorkflowSummary[]; nextCursor: string | null }> {
  demand(scope, 'workflow:read');
  const limit = Math.min(input.limit ?? 50, 200);
  const search = input.search?.trim() ?? '';
  const rows = await listWorkflowRows(deps.db.app, {
    tenantId: scope.tenantId,
    search: search === '' ? null : search,
    after: input.cursor === undefined ? null : decodeCursor(input.cursor),
    limit: limit + 1,
  });
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    items: page.map(({ updatedAtMs, ...row }) => ({
      ...row,
      updatedAt: new Date(updatedAtMs).toISOString(),
    })),
    nextCursor: last ? encodeCursor(new Date(last.updatedAtMs), last.id) : null,
  };
}

const positionSchema = z.tuple([z.iso.datetime(), rowIdSchema]);

function encodeCursor(updatedAt: Date, id: string): string {
  return Buffer.from(JSON.stringify([updatedAt.toISOString(), id])).toString('base64url');
}

function decodeCursor(cursor: string): { updatedAt: Date; id: string } {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    value = undefined; // refused below like any other wrong value
  }
  const parsed = positionSchema.safeParse(value);
  if (!parsed.success) {
    throw new UserProblem('list.bad-cursor', 'This is not a cursor of this list. Begin again without one.');
  }
  return { updatedAt: new Date(parsed.data[0]), id: parsed.data[1] };
}
