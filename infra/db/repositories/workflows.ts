/** Workflows: names, versions in force, lists. Every statement names the tenant besides row-level security. */
import type { Tx } from '@/infra/db/database';

export interface WorkflowKey {
  tenantId: string;
  workflowId: string;
}

export interface WorkflowRow {
  id: string;
  projectId: string;
  name: string;
  publishedVersion: number | null;
  draftRevision: number;
  draftChanged: boolean;
}

/** The tenant's default project; every tenant has one. */
export async function getDefaultProjectId(tx: Tx, tenantId: string): Promise<string> {
  const project = await tx.project.findFirstOrThrow({
    where: { tenantId, isDefault: true },
    select: { id: true },
    orderBy: { createdAt: 'asc' },
  });
  return project.id;
}

/** A new workflow without draft; write its draft in the same transaction. */
export async function insertWorkflow(
  tx: Tx,
  row: WorkflowKey & { projectId: string; name: string; at: Date },
): Promise<void> {
  const { tenantId, workflowId: id, projectId, name, at } = row;
  await tx.workflow.create({ data: { tenantId, id, projectId, name, createdAt: at, updatedAt: at } });
}

/** Names of the tenant's workflows that begin like this one, in any case, without what was deleted. */
export async function listNamesLike(tx: Tx, key: { tenantId: string; name: string }): Promise<string[]> {
  const rows = await tx.workflow.findMany({
    where: {
      tenantId: key.tenantId,
      archivedAt: null,
      name: { startsWith: key.name, mode: 'insensitive' },
    },
    select: { name: true },
  });
  return rows.map((row) => row.name);
}

/** The head of a workflow that is not archived, in one query. */
export async function findWorkflow(
  tx: Tx,
  { tenantId, workflowId }: WorkflowKey,
): Promise<WorkflowRow | undefined> {
  const rows = await tx.$queryRaw<WorkflowRow[]>`
    select w.id, w.project_id as "projectId", w.name, w.published_version as "publishedVersion",
      d.revision as "draftRevision",
      (w.published_version is null or v.graph_hash is distinct from d.graph_hash) as "draftChanged"
    from workflows w
      join drafts d on d.tenant_id = w.tenant_id and d.workflow_id = w.id
      left join versions v on v.tenant_id = w.tenant_id and v.workflow_id = w.id and v.number = w.published_version
    where w.tenant_id = ${tenantId}::uuid and w.id = ${workflowId}::uuid and w.archived_at is null`;
  return rows[0];
}

/** Name and time of the last change, kept beside the draft for lists. */
export async function updateWorkflowHead(
  tx: Tx,
  { tenantId, workflowId }: WorkflowKey,
  head: { name: string; at: Date },
): Promise<void> {
  await tx.workflow.updateMany({
    where: { tenantId, id: workflowId },
    data: { name: head.name, updatedAt: head.at },
  });
}

/** Which version the triggers belong to. */
export async function setPublishedVersion(
  tx: Tx,
  { tenantId, workflowId }: WorkflowKey,
  published: { version: number; at: Date },
): Promise<void> {
  await tx.workflow.updateMany({
    where: { tenantId, id: workflowId },
    data: { publishedVersion: published.version, updatedAt: published.at },
  });
}

/** Archives a workflow: it is gone for people, its runs stay until retention. False when there is none. */
export async function archiveWorkflow(
  tx: Tx,
  { tenantId, workflowId }: WorkflowKey,
  at: Date,
): Promise<boolean> {
  const { count } = await tx.workflow.updateMany({
    where: { tenantId, id: workflowId, archivedAt: null },
    data: { archivedAt: at, publishedVersion: null, updatedAt: at },
  });
  return count > 0;
}
