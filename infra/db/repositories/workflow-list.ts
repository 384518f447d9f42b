/** The list of workflows: asked for by every page and every integration, so it is one statement in one round trip. */
import type pg from 'pg';
import { readRowsAsTenant } from '@/infra/db/run-store/read-as-tenant';

export interface WorkflowListRow {
  id: string;
  name: string;
  publishedVersion: number | null;
  draftChanged: boolean;
  /** Milliseconds since 1970: reading a date out of PostgreSQL's text costs ten times as much. */
  updatedAtMs: number;
  nodeTypes: string[];
}

const LIST = `select w.id, w.name, w.published_version as "publishedVersion",
    (extract(epoch from w.updated_at) * 1000)::float8 as "updatedAtMs",
    coalesce(array_to_json(d.node_types), '[]'::json) as "nodeTypes",
    (w.published_version is null or v.graph_hash is distinct from d.graph_hash) as "draftChanged"
  from workflows w
    left join drafts d on d.tenant_id = w.tenant_id and d.workflow_id = w.id
    left join versions v on v.tenant_id = w.tenant_id and v.workflow_id = w.id and v.number = w.published_version
  where w.tenant_id = $1 and w.archived_at is null`;
const NAMED = `and w.name ilike '%' || $3 || '%'`;
const BELOW = '(w.updated_at, w.id) <';

/** A page of workflows, last changed first. `after` is the last row of the page before. */
export function listWorkflowRows(
  app: pg.Pool,
  query: {
    tenantId: string;
    search: string | null;
    after: { updatedAt: Date; id: string } | null;
    limit: number;
  },
): Promise<WorkflowListRow[]> {
  const { tenantId, search, after, limit } = query;
  const values: unknown[] = [tenantId, limit];
  // One text for each shape, so that each has a plan of its own.
  const parts = [LIST];
  if (search !== null) {
    values.push(escapeLike(search));
    parts.push(NAMED);
  }
  if (after !== null) {
    parts.push(`and ${BELOW} ($${values.length + 1}::timestamptz, $${values.length + 2}::uuid)`);
    values.push(after.updatedAt, after.id);
  }
  const name = `list-workflows${search === null ? '' : '-named'}${after === null ? '' : '-below'}`;
  const text = `${parts.join(' ')} order by w.updated_at desc, w.id desc limit $2`;
  return readRowsAsTenant<WorkflowListRow>(app, tenantId, { name, text, values });
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
