/**
 * The oracle: what has to be true after any night, however bad. Pure; it is handed both logs and names every broken rule with
 * the run it was broken in. The rules are the promise of docs/durability.md, one by one.
 */
import { judgeEffects } from './oracle-effects';
import type { Evidence, FactRow } from './evidence';
import type { Violation } from './rules';

export interface Verdict {
  violations: readonly Violation[];
  effects: number;
  /** Sent more than once, as the policy allows. */
  repeatedAsAllowed: number;
  wronglyRepeated: number;
  lost: number;
}

/** Holds every rule against the evidence. */
export function judge(evidence: Evidence): Verdict {
  const rows = groupRows(evidence.rows);
  const effects = judgeEffects(evidence, rows);
  const lost = judgeOrders(evidence);
  const violations = [
    ...lost,
    ...judgeEnds(evidence),
    ...judgeReasons(evidence),
    ...[...rows].flatMap(([run, own]) => judgeLog(run, own)),
    ...effects.violations,
    ...judgeRecovery(evidence),
    ...evidence.quiet.map((text) => ({ rule: 'real-chaos' as const, text })),
  ];
  return {
    violations,
    effects: evidence.arrivals.length,
    repeatedAsAllowed: effects.repeatedAsAllowed,
    wronglyRepeated: violations.filter(({ rule }) => rule === 'no-wrong-repeat' || rule === 'same-key')
      .length,
    lost: lost.length,
  };
}

function groupRows(rows: readonly FactRow[]): ReadonlyMap<string, readonly FactRow[]> {
  const byRun = new Map<string, FactRow[]>();
  for (const row of rows) byRun.set(row.runId, [...(byRun.get(row.runId) ?? []), row]);
  return byRun;
}

function judgeOrders({ orders, runOfKey, runs }: Evidence): Violation[] {
  const known = new Set(runs.map(({ id }) => id));
  return orders.flatMap((order): Violation[] => {
    const wrong = (text: string) => [
      { rule: 'nothing-lost' as const, text: `${order.key} (${order.shape}) ${text}` },
    ];
    if (order.ids.length > 1) return wrong(`became several runs: ${order.ids.join(', ')}`);
    if (order.acceptedAtMs === null) return [];
    const run = runOfKey.get(order.key);
    if (run === undefined) return wrong('was accepted and is nowhere');
    if (order.ids.length === 1 && order.ids[0] !== run)
      return wrong(`was promised as ${order.ids[0]} and is ${run}`);
    return known.has(run) ? [] : wrong(`is run ${run}, which is gone`);
  });
}

function judgeEnds({ runs }: Evidence): Violation[] {
  return runs
    .filter((run) => run.live && !run.waitsForPerson)
    .map(({ id, status, epoch }) => ({
      rule: 'all-ended',
      text: `run ${id} still stands as ${status} (epoch ${epoch}) and waits for nobody`,
    }));
}

/** What the outside or a person may have answered; whatever else ends a run was an interruption taken for a failure. */
const GOOD_REASONS = ['step.in-doubt', 'http.connection-lost', 'http.status', 'run.poisoned'];

function judgeReasons({ runs }: Evidence): Violation[] {
  return runs.flatMap(({ id, error }): Violation[] => {
    const code = error?.code;
    if (code === undefined || GOOD_REASONS.includes(code)) return [];
    return [{ rule: 'good-reason', text: `run ${id} failed with ${code}` }];
  });
}

/** What one run's log must look like, whoever wrote it. */
function judgeLog(run: string, rows: readonly FactRow[]): Violation[] {
  const violations: Violation[] = [];
  const successes = new Map<string, number>();
  let epoch = 0;
  let cancelled = false;
  let ended = false;
  rows.forEach((row, index) => {
    if (row.seq !== index)
      violations.push({ rule: 'one-epoch', text: `run ${run} has row ${row.seq} where ${index} was due` });
    if (row.epoch < epoch)
      violations.push({
        rule: 'one-epoch',
        text: `run ${run}, row ${row.seq}: epoch ${row.epoch} after ${epoch}`,
      });
    epoch = Math.max(epoch, row.epoch);
    for (const fact of row.facts) {
      if (ended)
        violations.push({
          rule: 'one-epoch',
          text: `run ${run}: ${fact.kind} after its end, row ${row.seq}`,
        });
      if (fact.kind === 'step-succeeded') successes.set(fact.step, (successes.get(fact.step) ?? 0) + 1);
      if (cancelled && fact.kind === 'effect-intended')
        violations.push({ rule: 'cancel-holds', text: `run ${run} intended ${fact.step} after its cancel` });
      if (fact.kind === 'cancel-requested') cancelled = true;
      if (fact.kind === 'run-finished') ended = true;
    }
  });
  for (const [step, count] of successes) {
    if (count > 1)
      violations.push({ rule: 'one-success', text: `run ${run}: ${step} succeeded ${count} times` });
  }
  return violations;
}

function judgeRecovery({ recovered, missing, recoveryLimitMs }: Evidence): Violation[] {
  const late = recovered.filter((ms) => ms > recoveryLimitMs);
  return [
    ...missing.map((run) => ({
      rule: 'recovery-in-time' as const,
      text: `run ${run} was not taken up again`,
    })),
    ...(late.length === 0
      ? []
      : [
          {
            rule: 'recovery-in-time' as const,
            text: `${late.length} runs took up to ${Math.round(Math.max(...late))} ms, ${recoveryLimitMs} ms at most are allowed`,
          },
        ]),
  ];
}
