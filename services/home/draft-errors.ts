import type { Tx } from '@/infra/db/database';
import { findDraft } from '@/infra/db/repositories/drafts';
import type { DraftHead } from '@/infra/db/repositories/home';
import { validateGraph } from '@/core/graph/validate-graph';
import type { Catalog } from '@/core/node-kit/definition';
import { readStoredGraph } from '@/services/workflows/draft-content';

const MAX_KEPT = 1000;
const counts = new WeakMap<Catalog, Map<string, number>>();

/**
 * How many problems keep a draft from being published, judged by its graph alone. Graphs are known by their hash, so a
 * draft is read and checked once for each of its states.
 */
export async function countDraftErrors(
  catalog: Catalog,
  tx: Tx,
  draft: { tenantId: string } & Pick<DraftHead, 'workflowId' | 'graphHash'>,
): Promise<number> {
  const known = counts.get(catalog) ?? new Map<string, number>();
  counts.set(catalog, known);
  const before = known.get(draft.graphHash);
  if (before !== undefined) return before;
  const row = await findDraft(tx, draft);
  if (!row) return 0;
  const problems = validateGraph(readStoredGraph(row.graph), catalog, { mode: 'publish' });
  const count = problems.filter((problem) => problem.severity === 'error').length;
  if (known.size >= MAX_KEPT) known.clear();
  // The draft may have changed since its head was read: the count belongs to what was read.
  if (row.graphHash !== null) known.set(row.graphHash, count);
  return count;
}
