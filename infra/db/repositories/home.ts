/** What the home page asks of workflows and drafts. */
import type { Tx } from '@/infra/db/database';

export interface DraftHead {
  workflowId: string;
  workflowName: string;
  publishedVersion: number | null;
  isChanged: boolean;
  graphHash: string;
  updatedAt: Date;
}

/** Drafts that differ from what is published, last changed first. */
export function listChangedDrafts(tx: Tx, tenantId: string, limit: number): Promise<DraftHead[]> {
  return tx.$queryRaw<DraftHead[]>`
    select w.id as "workflowId", w.name as "workflowName", w.published_version as "publishedVersion",
      w.published_version is not null as "isChanged", d.graph_hash as "graphHash", w.updated_at as "updatedAt"
    from workflows w
      join drafts d on d.tenant_id = w.tenant_id and d.workflow_id = w.id
      left join versions v on v.tenant_id = w.tenant_id and v.workflow_id = w.id and v.number = w.published_version
    where w.tenant_id = ${tenantId}::uuid and w.archived_at is null
      and (w.published_version is null or v.graph_hash is distinct from d.graph_hash) and d.graph_hash is not null
    order by w.updated_at desc, w.id desc limit ${limit}`;
}

/** Whether anybody changed a draft after it was made, and whether anything was ever published. */
export async function readFirstSteps(
  tx: Tx,
  tenantId: string,
): Promise<{ hasEdited: boolean; hasPublished: boolean }> {
  const rows = await tx.$queryRaw<{ hasEdited: boolean; hasPublished: boolean }[]>`
    select
      exists (select from drafts where tenant_id = ${tenantId}::uuid and revision > 1) as "hasEdited",
      exists (select from versions where tenant_id = ${tenantId}::uuid) as "hasPublished"`;
  return rows[0] ?? { hasEdited: false, hasPublished: false };
}
