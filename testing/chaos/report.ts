/** The table at the end, and what was broken. */
import type { Struck } from './chaos-driver';
import type { Verdict } from './oracle';
import { RULES, type Rule } from './rules';

export interface ChaosResult extends Verdict {
  seed: number;
  accepted: number;
  unanswered: number;
  /** What the feeder heard besides yes. */
  troubles: Readonly<Record<string, number>>;
  /** Runs by status. */
  statuses: Readonly<Record<string, number>>;
  errors: Readonly<Record<string, number>>;
  doubts: { asked: number; done: number; repeat: number; fail: number };
  /** Milliseconds, sorted. */
  recovered: readonly number[];
  faults: Readonly<Record<string, Struck>>;
  /** Answers of commits that never arrived, by statement. */
  swallowed: Readonly<Record<string, number>>;
  /** From the last fault to the last run's end. */
  calmMs: number;
}

const SHOWN = 12;

export function printReport(result: ChaosResult, folder: string | null): void {
  const { doubts, recovered } = result;
  const line = (name: string, value: string | number) => console.log(`  ${name.padEnd(34)} ${value}`);
  const list = (counts: Readonly<Record<string, number>>) =>
    Object.entries(counts)
      .map(([name, count]) => `${name} ${count}`)
      .join(', ') || 'none';
  console.log('');
  line('accepted', result.accepted);
  line('ended', list(result.statuses));
  line('failed because of', list(result.errors));
  line('lost', result.lost);
  line('effects', result.effects);
  line('repeated as allowed', result.repeatedAsAllowed);
  line('wrongly repeated', result.wronglyRepeated);
  line('in doubt: asked', doubts.asked);
  line('in doubt: decided', `done ${doubts.done}, repeat ${doubts.repeat}, fail ${doubts.fail}`);
  line('recovery of runs', recovered.length);
  const share = (part: number) => percentile(recovered, part);
  line('recovery p50, p99, longest', `${share(0.5)}, ${share(0.99)}, ${share(1)}`);
  line('never answered', result.unanswered);
  line('heard besides yes', list(result.troubles));
  line('answers to commits swallowed', list(result.swallowed));
  line('calm after', `${(result.calmMs / 1000).toFixed(1)} s`);
  for (const [name, { times, longestMs }] of Object.entries(result.faults)) {
    console.log(`  ${name.padEnd(40)} ${times} (${(longestMs / 1000).toFixed(1)} s)`);
  }
  console.log('');
  for (const rule of Object.keys(RULES) as Rule[]) {
    const broken = result.violations.filter((violation) => violation.rule === rule);
    console.log(`  ${broken.length === 0 ? '✓' : '✗'} ${RULES[rule]}`);
    for (const { text } of broken.slice(0, SHOWN)) console.log(`      ${text}`);
    if (broken.length > SHOWN) console.log(`      and ${broken.length - SHOWN} more`);
  }
  if (folder !== null) console.log(`\n  the same dice again: the same options and --seed ${result.seed}`);
}

function percentile(sorted: readonly number[], share: number): string {
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  return value === undefined ? '–' : `${Math.round(value)} ms`;
}
