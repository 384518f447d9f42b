import type { GraphRef } from '@/core/contracts/graph-diff';
import type { Graph } from '@/core/contracts/portable-workflow';
import { UserProblem } from '@/core/errors/app-error';
import type { Tx } from '@/infra/db/database';
import { findDraft } from '@/infra/db/repositories/drafts';
import { findVersion } from '@/infra/db/repositories/versions';
import type { WorkflowKey } from '@/infra/db/repositories/workflows';
import { readStoredGraph } from './draft-content';

/** The draft or a version, as stored. The caller has checked the permission. @throws UserProblem `workflow.not-found`, `version.not-found`. */
export async function readGraphRef(tx: Tx, key: WorkflowKey, ref: GraphRef): Promise<Graph> {
  if (ref === 'draft') {
    const draft = await findDraft(tx, key);
    if (!draft) throw UserProblem.notFound('workflow');
    return readStoredGraph(draft.graph);
  }
  const version = await findVersion(tx, key, ref);
  if (!version) throw UserProblem.notFound('version');
  return readStoredGraph(version.graph);
}
