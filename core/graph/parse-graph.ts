/**
 * From something untrusted to the graph, or to all problems with their places. A file that parses is structurally
 * whole (ids unique, every reference has its target); whether it can run is `validateGraph`'s question.
 */
import { portableWorkflowSchema } from '@/core/contracts/portable-workflow';
import type { Graph } from '@/core/contracts/portable-workflow';
import type { Problem } from '@/core/errors/problem';
import { checkStructure } from './check-structure';
import { inspectInput, MAX_CHARACTERS, tooBig } from './inspect-input';
import { problemsOfIssues } from './schema-problems';

export type ParsedGraph = { graph: Graph; problems?: undefined } | { graph?: undefined; problems: Problem[] };

/** Parses a portable workflow value. Never throws; nothing of a refused file is used. */
export function parsePortableWorkflow(input: unknown): ParsedGraph {
  const unsafe = inspectInput(input);
  if (unsafe.length > 0) return { problems: unsafe };
  const parsed = portableWorkflowSchema.safeParse(input);
  if (!parsed.success) return { problems: problemsOfIssues(parsed.error.issues, input) };
  const broken = checkStructure(parsed.data);
  return broken.length > 0 ? { problems: broken } : { graph: parsed.data };
}

/** The same for the text of a file (JSON). */
export function parsePortableText(text: string): ParsedGraph {
  if (text.length > MAX_CHARACTERS * 2) return { problems: [tooBig()] };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message.slice(0, 200) : 'unknown reason';
    return { problems: [notJsonText(reason)] };
  }
  return parsePortableWorkflow(value);
}

function notJsonText(reason: string): Problem {
  return {
    code: 'file.not-json',
    severity: 'error',
    nodeId: null,
    path: '',
    message: `The text is not JSON: ${reason}`,
    params: { type: 'text', reason },
  };
}
