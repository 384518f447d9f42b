import { z } from 'zod';
import { demand, type TenantScope } from '@/core/access/tenant-scope';
import { rowIdSchema } from '@/core/contracts/identifiers';
import { utcInstantSchema } from '@/core/contracts/instant';
import { storable } from '@/core/contracts/storable-text';
import type { WorkflowSort, WorkflowState, WorkflowSummary } from '@/core/contracts/workflow-view';
import { UserProblem } from '@/core/errors/app-error';
import { listWorkflowRows, type WorkflowListPlace } from '@/infra/db/repositories/workflow-list';
import type { WorkflowDeps } from './workflow-deps';

export interface ListWorkflowsInput {
  /** Part of the name. */
  search?: string | undefined;
  state?: WorkflowState | undefined;
  /** Those with failed runs that nobody has handled, and no others. Wants `run:read` too. */
  failing?: boolean | undefined;
  /** Absent: `changed`. */
  sort?: WorkflowSort | undefined;
  /** Of the same sort. */
  cursor?: string | undefined;
  limit?: number | undefined;
}

/** The tenant's workflows, last changed first or by name. One query. @throws UserProblem `list.bad-cursor`. */
export async function listWorkflows(
  deps: WorkflowDeps,
  scope: TenantScope,
  input: ListWorkflowsInput,
): Promise<{ items: WorkflowSummary[]; nextCursor: string | null }> {
  demand(scope, 'workflow:read');
  const { state = null, failing = false, sort = 'changed' } = input;
  if (failing) demand(scope, 'run:read');
  const limit = Math.min(input.limit ?? 50, 200);
  const search = input.search?.trim() ?? '';
  const rows = await listWorkflowRows(deps.db.app, {
    ...{ tenantId: scope.tenantId, state, failing, sort },
    search: search === '' ? null : search,
    after: input.cursor === undefined ? null : decodeCursor(input.cursor, sort),
    limit: limit + 1,
  });
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    // Written out: a copy of all but one field took longer than anything else of this list in the process.
    items: page.map(({ id, name, publishedVersion, draftChanged, nodeTypes, updatedAtMs }) => ({
      id,
      name,
      publishedVersion,
      draftChanged,
      nodeTypes,
      updatedAt: isoOf(updatedAtMs),
    })),
    nextCursor: last ? encodeCursor(sort === 'name' ? last.name : isoOf(last.updatedAtMs), last.id) : null,
  };
}

function isoOf(ms: number): string {
  return new Date(ms).toISOString();
}

const changedSchema = z.tuple([utcInstantSchema, rowIdSchema]);
const namedSchema = z.tuple([storable(z.string().max(200)), rowIdSchema]);

/** `at`: what the list is sorted by. */
function encodeCursor(at: string, id: string): string {
  return Buffer.from(JSON.stringify([at, id])).toString('base64url');
}

function decodeCursor(cursor: string, sort: WorkflowSort): WorkflowListPlace {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    value = undefined; // refused below like any other wrong value
  }
  if (sort === 'name') {
    const named = namedSchema.safeParse(value);
    if (named.success) return { name: named.data[0], id: named.data[1] };
  } else {
    const changed = changedSchema.safeParse(value);
    if (changed.success) return { updatedAt: new Date(changed.data[0]), id: changed.data[1] };
  }
  throw new UserProblem('list.bad-cursor', 'This is not a cursor of this list. Begin again without one.');
}
