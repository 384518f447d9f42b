import type { Problem } from '@/core/errors/problem';

/** One line for each problem. */
export function printProblems(problems: readonly Problem[]): void {
  for (const problem of problems) console.log(describeProblem(problem));
}

/** Severity, code, place, message and what would mend it. */
export function describeProblem({ severity, code, nodeId, path, message, fix }: Problem): string {
  const place = [nodeId, path].filter((part) => part).join(' ');
  return `${severity.padEnd(7)} ${code}${place ? `  (${place})` : ''}: ${message}${fix === undefined ? '' : ` ${fix}`}`;
}
