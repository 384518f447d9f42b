import type { SimulationCase } from './case';
import { calmCase, differences } from './compare';
import { playCase } from './play-case';

export interface CaseResult {
  violations: readonly string[];
  runs: number;
  /** Virtual milliseconds. */
  tookMs: number;
  trace: readonly string[];
}

/** Plays a case, and again with nothing going wrong, and says what must not be. */
export async function runCase(given: SimulationCase, options: { trace?: boolean } = {}): Promise<CaseResult> {
  const played = await playCase(given, options);
  const { trace, runs, tookMs } = played;
  if (played.violations.length > 0) return { violations: played.violations, runs, tookMs, trace };
  const calm = await playCase(calmCase(given));
  const violations = [
    ...calm.violations.map((text) => `when nothing goes wrong: ${text}`),
    ...differences(given, played, calm),
  ];
  return { violations, runs: runs + calm.runs, tookMs, trace };
}
