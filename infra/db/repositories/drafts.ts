/** Drafts: the document, its projection and its revision, always written together. */
import type { Graph } from '@/core/contracts/portable-workflow';
import type { Tx } from '@/infra/db/database';
import type { WorkflowKey } from './workflows';

export interface DraftRow {
  doc: Uint8Array;
  /** The projection, as JSON. */
  graph: unknown;
  graphHash: string | null;
  revision: number;
  /** Of the workflow. */
  name: string;
  projectId: string;
  publishedVersion: number | null;
}

export interface DraftContent {
  doc: Uint8Array;
  graph: Graph;
  graphHash: string;
}

/** The draft of a workflow that is not archived. */
export async function findDraft(tx: Tx, key: WorkflowKey): Promise<DraftRow | undefined> {
  const rows = await tx.$queryRaw<DraftRow[]>`
    select d.doc, d.graph, d.graph_hash as "graphHash", d.revision, w.name, w.project_id as "projectId",
      w.published_version as "publishedVersion"
    from drafts d join workflows w on w.tenant_id = d.tenant_id and w.id = d.workflow_id
    where d.tenant_id = ${key.tenantId}::uuid and d.workflow_id = ${key.workflowId}::uuid and w.archived_at is null`;
  return rows[0];
}

/** The same, locked until the transaction ends: changes of one draft happen one after the other. */
export async function lockDraft(tx: Tx, key: WorkflowKey): Promise<DraftRow | undefined> {
  const rows = await tx.$queryRaw<DraftRow[]>`
    select d.doc, d.graph, d.graph_hash as "graphHash", d.revision, w.name, w.project_id as "projectId",
      w.published_version as "publishedVersion"
    from drafts d join workflows w on w.tenant_id = d.tenant_id and w.id = d.workflow_id
    where d.tenant_id = ${key.tenantId}::uuid and d.workflow_id = ${key.workflowId}::uuid and w.archived_at is null
    for update of d`;
  return rows[0];
}

/** The first draft of a workflow, revision 1. */
export async function insertDraft(
  tx: Tx,
  key: WorkflowKey,
  draft: DraftContent & { by: string; at: Date },
): Promise<void> {
  await tx.draft.create({
    data: { tenantId: key.tenantId, workflowId: key.workflowId, revision: 1, ...columnsOf(draft) },
  });
}

/** Writes a draft over the revision it was made from. False when somebody was faster. */
export async function updateDraft(
  tx: Tx,
  key: WorkflowKey,
  draft: DraftContent & { by: string; at: Date; fromRevision: number },
): Promise<boolean> {
  const { count } = await tx.draft.updateMany({
    where: { tenantId: key.tenantId, workflowId: key.workflowId, revision: draft.fromRevision },
    data: { revision: draft.fromRevision + 1, ...columnsOf(draft) },
  });
  return count > 0;
}

function columnsOf(draft: DraftContent & { by: string; at: Date }) {
  return {
    doc: Uint8Array.from(draft.doc),
    graph: draft.graph,
    graphHash: draft.graphHash,
    nodeTypes: [...new Set(draft.graph.nodes.map((node) => node.type))],
    updatedAt: draft.at,
    updatedBy: draft.by,
  };
}
