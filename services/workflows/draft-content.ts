/** From a document or graph to what is stored, and back. */
import { createHash } from 'node:crypto';
import type * as Y from 'yjs';
import { portableWorkflowSchema } from '@/core/contracts/portable-workflow';
import type { Graph } from '@/core/contracts/portable-workflow';
import { docFromGraph, encodeDraft } from '@/core/draft/doc-from-graph';
import { checkPinned } from '@/core/draft/pinned-data';
import { projectDraft } from '@/core/draft/project-draft';
import { UserProblem } from '@/core/errors/app-error';
import type { Problem } from '@/core/errors/problem';
import { fromPortable } from '@/core/exchange/portable';
import { contentHashInput } from '@/core/graph/serialise';
import type { DraftContent } from '@/infra/db/repositories/drafts';

/** The name of a graph's content. */
export function hashGraph(graph: Graph): string {
  return createHash('sha256').update(contentHashInput(graph)).digest('hex');
}

/** A graph as a fresh draft. */
export function contentOfGraph(graph: Graph): DraftContent {
  const doc = docFromGraph(graph);
  const content = contentOfDoc(doc);
  doc.destroy();
  return content;
}

/** A document that was checked, as it is stored. */
export function contentOfDoc(doc: Y.Doc): DraftContent {
  const { graph } = projectDraft(doc);
  return { doc: encodeDraft(doc), graph, graphHash: hashGraph(graph) };
}

/** A stored graph. It was checked when it was written, so a fault here is ours. */
export function readStoredGraph(stored: unknown): Graph {
  return portableWorkflowSchema.parse(stored);
}

/**
 * A file from outside as a graph. @throws UserProblem `workflow.file-invalid` with all problems, `workflow.pins-too-large`
 * for more pinned data than a person may pin.
 */
export function readFile(file: unknown): Graph {
  const parsed = fromPortable(file);
  if (parsed.graph) {
    demandSmallPins(parsed.graph);
    return parsed.graph;
  }
  throw new UserProblem('workflow.file-invalid', fileMessage(parsed.problems), {
    status: 422,
    details: { problems: parsed.problems },
  });
}

function demandSmallPins(graph: Graph): void {
  for (const [nodeId, items] of Object.entries(graph.pinned)) {
    const problem = checkPinned(items);
    if (problem?.code !== 'too-many' && problem?.code !== 'too-large') continue;
    const what =
      problem.code === 'too-many'
        ? `${problem.count} items, and ${problem.limit} are the most`
        : `${problem.size} characters, and ${problem.limit} are the most`;
    throw new UserProblem(
      'workflow.pins-too-large',
      `The pinned data of the node "${nodeId}" is too much: ${what}. Keep fewer items.`,
      { status: 422, details: { nodeId, limit: problem.limit } },
    );
  }
}

function fileMessage(problems: readonly Problem[]): string {
  const first = problems[0];
  const place = first && first.path !== '' ? ` (${first.path})` : '';
  const more = problems.length > 1 ? ` and ${problems.length - 1} more` : '';
  return `The workflow file cannot be read: ${first?.message ?? 'unknown reason'}${place}${more}. Mend the file and send it again.`;
}
