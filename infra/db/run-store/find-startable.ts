import type pg from 'pg';

/** What is needed to start a workflow. */
export interface StartableWorkflow {
  workflowId: string;
  projectId: string;
  retentionClass: number;
  publishedVersion: number | null;
  /** Projection of the draft, as JSON. */
  draftGraph: unknown;
  /** Hash of the wanted version's graph; null when there is no such version. */
  graphHash: string | null;
  version: number | null;
}

/** Finds a workflow of this tenant with the graph of one version; `version: null` means the published one. */
export async function findStartable(
  client: pg.Pool | pg.PoolClient,
  input: { tenantId: string; workflowId: string; version: number | null },
): Promise<StartableWorkflow | undefined> {
  const { rows } = await client.query<StartableWorkflow>({
    name: 'find-startable',
    text: `select w.id as "workflowId", w.project_id as "projectId", t.retention_class as "retentionClass",
        w.published_version as "publishedVersion", d.graph as "draftGraph", v.graph_hash as "graphHash", v.number as version
      from workflows w join tenants t on t.id = w.tenant_id
        left join drafts d on d.tenant_id = w.tenant_id and d.workflow_id = w.id
        left join versions v on v.tenant_id = w.tenant_id and v.workflow_id = w.id and v.number = coalesce($3, w.published_version)
      where w.tenant_id = $1 and w.id = $2 and w.archived_at is null`,
    values: [input.tenantId, input.workflowId, input.version],
  });
  return rows[0];
}
