import type pg from 'pg';

/** Names around a run, for people. */
export interface RunOrigin {
  workflowName: string;
  tenantSlug: string;
}

/** Undefined when the workflow is gone. */
export async function findRunOrigin(
  runner: pg.Pool,
  run: { tenantId: string; workflowId: string },
): Promise<RunOrigin | undefined> {
  const { rows } = await runner.query<RunOrigin>({
    name: 'find-run-origin',
    text: `select w.name as "workflowName", t.slug as "tenantSlug" from workflows w join tenants t on t.id = w.tenant_id
      where w.tenant_id = $1 and w.id = $2`,
    values: [run.tenantId, run.workflowId],
  });
  return rows[0];
}

/** The tenant's name in addresses. */
export async function findTenantSlug(runner: pg.Pool, tenantId: string): Promise<string | undefined> {
  const { rows } = await runner.query<{ slug: string }>({
    name: 'find-tenant-slug',
    text: 'select slug from tenants where id = $1',
    values: [tenantId],
  });
  return rows[0]?.slug;
}
