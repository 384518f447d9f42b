/** The list of workflows: asked for by every page and every integration, so it is one statement in one round trip. */
import type pg from 'pg';
import type { WorkflowSort, WorkflowState } from '@/core/contracts/workflow-view';
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

/** Where a page ends: by the time of the last change, or by its name. */
export type WorkflowListPlace = { id: string } & ({ updatedAt: Date } | { name: string });

export interface WorkflowListQuery {
  tenantId: string;
  /** Part of the name. */
  search: string | null;
  state: WorkflowState | null;
  /** Those with failed runs that nobody has handled. */
  failing: boolean;
  sort: WorkflowSort;
  /** The last row of the page before; of the same sort. */
  after: WorkflowListPlace | null;
  limit: number;
}

const LIST = `select w.id, w.name, w.published_version as "publishedVersion",
    (extract(epoch from w.updated_at) * 1000)::float8 as "updatedAtMs",
    coalesce(array_to_json(d.node_types), '[]'::json) as "nodeTypes",
    (w.published_version is null or v.graph_hash is distinct from d.graph_hash) as "draftChanged"
  from workflows w
    left join drafts d on d.tenant_id = w.tenant_id and d.workflow_id = w.id
    left join versions v on v.tenant_id = w.tenant_id and v.workflow_id = w.id and v.number = w.published_version
  where w.tenant_id = $1 and w.archived_at is null`;
const IN_STATE: Readonly<Record<WorkflowState, string>> = {
  draft: 'and w.published_version is null',
  published: 'and w.published_version is not null',
  changed: 'and w.published_version is not null and v.graph_hash is distinct from d.graph_hash',
};
// The set of open letters is small and has an index of its own; asked once, not for each workflow.
const FAILING = `and w.id in (select workflow_id from dead_letters where tenant_id = $1 and handled_at is null)`;
/** Byte order, so that every page agrees with the one before whatever the database's own order is. */
const SORT_NAME = `lower(w.name) collate "C"`;
const ORDER: Readonly<Record<WorkflowSort, string>> = {
  changed: 'order by w.updated_at desc, w.id desc',
  name: `order by ${SORT_NAME}, w.id`,
};

/** A page of workflows, last changed first or by name. */
export function listWorkflowRows(app: pg.Pool, query: WorkflowListQuery): Promise<WorkflowListRow[]> {
  const { tenantId, search, state, failing, sort, after, limit } = query;
  const values: unknown[] = [tenantId, limit];
  const bind = (value: unknown) => `$${values.push(value)}`;
  // One text and one name for each shape, so that each has a plan of its own.
  const parts = [LIST];
  const shape = ['list-workflows', sort];
  const add = (name: string, text: string) => {
    shape.push(name);
    parts.push(text);
  };
  if (search !== null) add('named', `and w.name ilike '%' || ${bind(escapeLike(search))} || '%'`);
  if (state !== null) add(state, IN_STATE[state]);
  if (failing) add('failing', FAILING);
  if (after !== null) add('after', afterPlace(after, bind));
  const text = `${parts.join(' ')} ${ORDER[sort]} limit $2`;
  return readRowsAsTenant<WorkflowListRow>(app, tenantId, { name: shape.join('-'), text, values });
}

function afterPlace(place: WorkflowListPlace, bind: (value: unknown) => string): string {
  if ('updatedAt' in place)
    return `and (w.updated_at, w.id) < (${bind(place.updatedAt)}::timestamptz, ${bind(place.id)}::uuid)`;
  return `and (${SORT_NAME}, w.id) > (lower(${bind(place.name)}) collate "C", ${bind(place.id)}::uuid)`;
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
