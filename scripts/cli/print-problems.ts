import type { Problem } from '@/core/errors/problem';

/** One line for each problem: severity, code, place, message and what would mend it. */
export function printProblems(problems: readonly Problem[]): void {
  for (const { severity, code, nodeId, path, message, fix } of problems) {
    const place = [nodeId, path].filter((part) => part).join(' ');
    console.log(
      `${severity.padEnd(7)} ${code}${place ? `  (${place})` : ''}: ${message}${fix === undefined ? '' : ` ${fix}`}`,
    );
  }
}
