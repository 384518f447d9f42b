import { can } from '@/core/access/roles';
import type { TenantScope } from '@/core/access/tenant-scope';
import { docFromGraph, encodeDraft } from '@/core/draft/doc-from-graph';
import { redactSecrets } from '@/core/graph/redact-secrets';
import type { ServiceDeps } from '@/services/deps';
import type { DraftView } from './get-draft';

/** What an editor is sent. `replace`: it stands alone and must not be merged with what the editor has. */
export interface ShownDraft {
  update: Uint8Array;
  replace: boolean;
}

/**
 * The draft's document as this scope may see it. A shared document keeps everything that was ever typed, so whoever may
 * not write gets one made anew from the graph without its secrets.
 */
export function shownDraft(
  deps: Pick<ServiceDeps, 'catalog'>,
  scope: TenantScope,
  draft: DraftView,
): ShownDraft {
  if (can(scope, 'workflow:write')) return { update: draft.state, replace: false };
  const doc = docFromGraph(redactSecrets(draft.graph, deps.catalog));
  const update = encodeDraft(doc);
  doc.destroy();
  return { update, replace: true };
}
