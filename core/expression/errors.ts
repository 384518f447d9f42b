/**
 * What can be wrong with an expression, as one small family of values. Nothing here is thrown at callers: compiling and
 * evaluating answer with an `ExpressionProblem`. `Fault` is how the interpreter itself unwinds, and never leaves it.
 */

export type ExpressionProblemKind =
  /** Not JavaScript expression syntax. */
  | 'syntax'
  /** A construct this language leaves out; the message says what to write instead. */
  | 'not-allowed'
  /** A name that is not in scope, or a function that does not exist. */
  | 'unknown-name'
  /** A value of the wrong type at run time. */
  | 'type'
  /** `$('Name')` names a node that does not exist or has not run. */
  | 'missing-node'
  /** The item that this one came from is not determined. */
  | 'undetermined'
  /** A name or function people know from elsewhere that is understood, but not available here. */
  | 'not-supported'
  /** Too long, too deep, too many steps, too large a result. */
  | 'budget';

export interface ExpressionProblem {
  /** Stable: `expression.syntax`, `expression.unknown-name`, … */
  code: `expression.${ExpressionProblemKind}`;
  /** English rendering: what is wrong and what to do. */
  message: string;
  /** Offsets in the text that was given, in UTF-16 units; `end` is after the last one. */
  start: number;
  end: number;
  /** Parameters for the translated text; `detail` is the English sentence. */
  params?: Record<string, string | number>;
}

/** Thrown inside the interpreter only; turned into an `ExpressionProblem` at its border. */
export class Fault extends Error {
  readonly kind: ExpressionProblemKind;
  readonly start: number | undefined;
  readonly end: number | undefined;
  readonly params: Record<string, string | number> | undefined;

  constructor(
    kind: ExpressionProblemKind,
    message: string,
    at: { start?: number; end?: number; params?: Record<string, string | number> } = {},
  ) {
    super(message);
    this.kind = kind;
    this.start = at.start;
    this.end = at.end;
    this.params = at.params;
  }
}

/** A fault as a value, with offsets moved by `offset` (where the expression starts in its template). */
export function toProblem(
  error: unknown,
  fallback: { start: number; end: number },
  offset = 0,
): ExpressionProblem {
  if (error instanceof Fault) {
    const start = error.start ?? fallback.start;
    return {
      code: `expression.${error.kind}`,
      message: error.message,
      start: start + offset,
      end: Math.max(start, error.end ?? fallback.end) + offset,
      params: { ...error.params, detail: error.message },
    };
  }
  const at = { start: fallback.start + offset, end: fallback.end + offset };
  if (error instanceof RangeError && /call stack/i.test(error.message)) {
    return {
      code: 'expression.budget',
      ...withDetail('This expression is nested too deeply. Split it up.'),
      ...at,
    };
  }
  return {
    code: 'expression.type',
    ...withDetail('A value here has a type or size that does not fit.'),
    ...at,
  };
}

function withDetail(message: string) {
  return { message, params: { detail: message } };
}

/** The candidate nearest to what was written, or undefined when none is near. Never compares more than 500 names. */
export function nearestName(written: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(written.length / 3)) + 1;
  let compared = 0;
  for (const candidate of candidates) {
    if (++compared > 500) break;
    if (candidate.toLowerCase() === written.toLowerCase()) return candidate;
    const distance = editDistance(written.slice(0, 60), candidate.slice(0, 60));
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min((previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1, substitution));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
