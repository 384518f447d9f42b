import type { ProblemCode } from './problem-codes';

/**
 * A problem is what validation finds in a workflow: one finding with its place and, where there is one, its fix.
 * Core returns codes and parameters; the texts are in the message catalogue under `problems.<code>`. `message` is
 * the English rendering that REST and the CLI print.
 */
export type ProblemSeverity = 'error' | 'warning';

export interface Problem {
  /** Stable, dotted: `graph.cycle`, `parameter.required`. */
  code: ProblemCode;
  severity: ProblemSeverity;
  /** The node it is about, or null for the workflow as a whole. */
  nodeId: string | null;
  /** Where inside the file or the node: `parameters.url`, `edges.3.target`. Empty for the node itself. */
  path: string;
  message: string;
  /** Parameters for the translated text. */
  params?: Record<string, string | number>;
  /** What would mend it, in words. */
  fix?: string;
}
