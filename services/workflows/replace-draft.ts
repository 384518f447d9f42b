import { demand, type TenantScope } from '@/core/access/tenant-scope';
import { UserProblem } from '@/core/errors/app-error';
import type { Problem } from '@/core/errors/problem';
import type { Graph } from '@/core/contracts/portable-workflow';
import { recordAudit } from '@/services/audit/record-audit';
import type { WorkflowDeps } from './workflow-deps';
import { changeDraft } from './change-draft';
import { hashGraph, readFile } from './draft-content';
import { findProblems } from './find-problems';
import { putGraph } from './put-graph';

export interface ReplaceDraftInput {
  id: string;
  file: unknown;
  /** The ETag the file was made from, with or without quotes; `*` takes whatever is there. */
  ifMatch: string | undefined;
}

export interface ReplacedDraft {
  graph: Graph;
  revision: number;
  etag: string;
  problems: Problem[];
}

/**
 * Makes the draft what the file says (REST PUT). Becomes edits, so open editors follow and nothing else moves.
 * @throws UserProblem `workflow.file-invalid`, `workflow.not-found`, `workflow.if-match-missing` (428),
 * `workflow.changed` (412).
 */
export async function replaceDraft(
  deps: WorkflowDeps,
  scope: TenantScope,
  input: ReplaceDraftInput,
): Promise<ReplacedDraft> {
  demand(scope, 'workflow:write');
  const target = readFile(input.file);
  const key = { tenantId: scope.tenantId, workflowId: input.id };
  return changeDraft<ReplacedDraft>(deps, scope, {
    workflowId: input.id,
    change: async (row, tx) => {
      checkMatch(input.ifMatch, row.graphHash);
      const { state, graph } = putGraph(row.doc, target);
      const etag = hashGraph(graph);
      const problems = await findProblems(deps, tx, { key, graph });
      if (etag === row.graphHash)
        return { save: null, result: (revision) => ({ graph, revision, etag, problems }) };
      await recordAudit(tx, scope, {
        action: 'workflow.replace-draft',
        targetKind: 'workflow',
        targetId: input.id,
        details: { graphHash: etag },
      });
      return {
        save: { doc: state, graph, graphHash: etag },
        result: (revision) => ({ graph, revision, etag, problems }),
      };
    },
    gone: () => {
      throw UserProblem.notFound('workflow');
    },
  });
}

function checkMatch(ifMatch: string | undefined, etag: string | null): void {
  if (ifMatch === undefined || ifMatch.trim() === '') {
    throw new UserProblem(
      'workflow.if-match-missing',
      'Send the ETag of the draft you changed in the header If-Match, so that nobody’s work is overwritten.',
      { status: 428 },
    );
  }
  const tags = ifMatch.split(',').map((tag) => tag.trim().replace(/^W\//, '').replace(/^"|"$/g, ''));
  if (tags.includes('*') || (etag !== null && tags.includes(etag))) return;
  throw new UserProblem(
    'workflow.changed',
    'The draft was changed meanwhile. Read it again and repeat your change.',
    {
      status: 412,
      details: { etag },
    },
  );
}
