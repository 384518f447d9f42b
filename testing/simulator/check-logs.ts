/** What must hold of the logs that a simulation leaves behind: of each run, and of what the world saw of it. */
import { isTerminal } from '@/core/engine/run-status';
import { applyFact, createRunState, foldFacts } from '@/core/engine/state';
import type { Fact, Plan, RunState } from '@/core/engine/types';
import { expectedSteps } from '@/testing/engine/expected-steps';
import { isCalled, labelOf } from './executors';
import type { FactRow, Tables } from './memory-rows';
import type { WorldEntry } from './world';

export interface LogChecks {
  tables: Tables;
  world: readonly WorldEntry[];
  planOf(runId: string): Plan;
  /** Clocks were right: times in facts may be held against each other. */
  clocksAreRight: boolean;
  violation(text: string): void;
}

/** The facts of a run, in order. */
export function factsIn(log: readonly FactRow[]): Fact[] {
  return [...log].sort((a, b) => a.seq - b.seq).flatMap(({ facts }) => JSON.parse(facts) as Fact[]);
}

/** The rows of a run, those that went with its end included. */
export function wholeLog({ facts, forgotten }: Tables, runId: string): FactRow[] {
  return [...(forgotten.get(runId) ?? []), ...(facts.get(runId) ?? [])];
}

export function checkLogs(checks: LogChecks): void {
  for (const [runId, kept] of checks.tables.facts) {
    const log = wholeLog(checks.tables, runId);
    checkRows(checks, runId, log);
    checkKept(checks, runId, kept);
    const facts = factsIn(log);
    const state = checkFold(checks, runId, facts);
    checkOnce(checks, runId, facts);
    if (state) checkEnd(checks, runId, state);
  }
  checkWorld(checks);
  checkCalledAgain(checks);
}

function checkRows({ violation }: LogChecks, runId: string, log: readonly FactRow[]): void {
  const rows = [...log].sort((a, b) => a.seq - b.seq);
  rows.forEach((row, index) => {
    if (row.seq !== index) violation(`the log of ${runId} has row ${row.seq} where ${index} should be`);
    if (row.epoch < (rows[index - 1]?.epoch ?? 0))
      violation(`row ${row.seq} of ${runId} is of an older epoch`);
  });
}

/** What is kept of a run that is over is what its workflow says, and is enough to see how it began and ended. */
function checkKept({ tables, planOf, violation }: LogChecks, runId: string, kept: readonly FactRow[]): void {
  const row = tables.history.get(runId);
  const facts = factsIn(kept);
  const end = facts.at(-1);
  if (!row || end?.kind !== 'run-finished') return;
  const { save } = planOf(runId).settings;
  const isForgotten = end.stepsForgotten === true;
  const mayBe = save === 'none' || (save === 'failures' && row.status === 'succeeded');
  if (isForgotten && !mayBe) violation(`${runId} ${row.status} and kept nothing, though it keeps ${save}`);
  const leftTraces = [...tables.receipts.values()].some((receipt) => receipt.runId === runId);
  const hasCaller = isCalled(labelOf(facts));
  if (!isForgotten && mayBe && !hasCaller)
    violation(`${runId} ${row.status} and kept all, though it keeps ${save}`);
  if (isForgotten && hasCaller && leftTraces && isAwaited(tables, runId))
    violation(`${runId} kept nothing, though its caller may go on from what it did`);
  if (!isForgotten) return;
  const state = foldFacts(planOf(runId), facts);
  if (state.finished?.status !== row.status) violation(`${runId} kept too little to tell how it ended`);
}

/** Whether a step of another run waited for it. */
function isAwaited(tables: Tables, runId: string): boolean {
  const parent = tables.history.get(runId)?.parentRunId;
  if (parent == null) return false;
  return factsIn(wholeLog(tables, parent)).some(
    (fact) => fact.kind === 'step-suspended' && fact.calls?.some((call) => call.runId === runId) === true,
  );
}

/** Every fact on disk counts: one that is stale was written by somebody who did not know how the run stood. */
function checkFold({ planOf, violation }: LogChecks, runId: string, facts: readonly Fact[]): RunState | null {
  const plan = planOf(runId);
  const state = createRunState(plan);
  for (const [index, fact] of facts.entries()) {
    if (applyFact(plan, state, fact)) continue;
    violation(`fact ${index} of ${runId} is stale: ${JSON.stringify(fact).slice(0, 200)}`);
    return null;
  }
  return state;
}

/** At most one success of each step, and one answer of each effect. */
function checkOnce(checks: LogChecks, runId: string, facts: readonly Fact[]): void {
  const seen = new Set<string>();
  for (const fact of facts) {
    const name =
      fact.kind === 'step-succeeded' || fact.kind === 'step-iterating'
        ? `step ${fact.step}`
        : fact.kind === 'effect-answered'
          ? `effect ${fact.step} ${fact.effect}`
          : null;
    if (name === null) continue;
    if (seen.has(name)) checks.violation(`${runId}: ${name} succeeded twice`);
    seen.add(name);
  }
  if (checks.clocksAreRight) checkTimers(checks, runId, facts);
}

/** No timer before its time. */
function checkTimers({ violation }: LogChecks, runId: string, facts: readonly Fact[]): void {
  const dueAt = new Map<string, number | null>();
  for (const fact of facts) {
    if (fact.kind === 'step-failed' && fact.next.kind === 'retry') dueAt.set(fact.step, fact.next.dueAt);
    if (fact.kind === 'step-suspended') dueAt.set(fact.step, fact.until);
    if (fact.kind === 'timer-fired') {
      const due = dueAt.get(fact.step);
      if (due == null || fact.at < due) violation(`${runId}: the timer of ${fact.step} fired too early`);
    }
  }
}

function checkEnd(checks: LogChecks, runId: string, state: RunState): void {
  const { tables, violation } = checks;
  const row = tables.history.get(runId);
  if (!row) {
    const live = tables.live.get(runId);
    const waits = [...state.waiting].map((step) => `${step.key} ${step.wait?.kind}`).join(', ');
    violation(
      `${runId} never ended: ${live?.status ?? 'LOST'}, held by ${live?.workerId}; waits: ${waits || 'none'}`,
    );
    return;
  }
  if (state.finished?.status !== row.status)
    violation(`${runId} is ${row.status} in history and ${state.finished?.status} by its log`);
  const open = [...state.steps.values()].filter((step) => !isTerminal(step.status));
  if (open.length > 0) violation(`${runId} has ended and ${open.map((step) => step.key).join(', ')} has not`);
  if (row.status === 'succeeded' && !state.finished?.stepsForgotten) checkActivation(checks, runId, state);
}

/** Every step that should have run has run, with the inputs it should have had, and no other. */
function checkActivation({ planOf, violation }: LogChecks, runId: string, state: RunState): void {
  // What an iteration did that was given up depends on when.
  const gaveUp = [...state.steps.values()].some(
    ({ status, outputs }) =>
      status === 'cancelled' || (status === 'failed' && Object.keys(outputs ?? {}).length === 0),
  );
  if (gaveUp) return;
  const plan = planOf(runId);
  const expected = expectedSteps(plan, state);
  const ran = [...state.steps.values()].filter(
    (step) => step.status !== 'skipped' && step.nodeId !== state.started?.trigger,
  );
  for (const step of ran) {
    const wanted = expected.get(step.key);
    expected.delete(step.key);
    const got = Object.entries(step.inputs).map(([port, { edge, from }]) => `${port}<${edge}<${from}`);
    const should = Object.entries(wanted ?? {}).map(([port, { edge, from }]) => `${port}<${edge}<${from}`);
    if (!wanted) violation(`${runId}: ${step.key} ran and should not have`);
    else if (got.sort().join() !== should.sort().join())
      violation(`${runId}: ${step.key} got ${got.join()}, not ${should.join()}`);
  }
  for (const key of expected.keys()) violation(`${runId}: ${key} should have run`);
}

/** Everything the world saw was meant, as often as it was meant, and was meant again only where that is allowed. */
function checkWorld({ tables, world, planOf, violation }: LogChecks): void {
  const seen = new Map<string, { entry: WorldEntry; calls: number; keys: Set<string> }>();
  for (const entry of world) {
    const name = `${entry.runId}\n${entry.step}\n${entry.effect}`;
    const known = seen.get(name) ?? { entry, calls: 0, keys: new Set<string>() };
    seen.set(name, known);
    known.calls += 1;
    known.keys.add(entry.key);
  }
  for (const { entry, calls, keys } of seen.values()) {
    const { runId, step, effect } = entry;
    const what = `${runId} ${step} ${effect}`;
    if (keys.size > 1) violation(`${what} reached the world under ${keys.size} keys`);
    const facts = factsIn(wholeLog(tables, runId));
    const nodeId = step.split('@')[0] ?? step;
    const policy = planOf(runId).nodes.get(nodeId)?.inDoubt;
    const { intents, unjustified } = intentsOf(facts, step, effect);
    if (intents === 0) violation(`${what} reached the world and was never meant`);
    if (policy === 'repeat') continue;
    if (calls > intents)
      violation(`${what} (${policy}) reached the world ${calls} times and was meant ${intents} times`);
    if (unjustified > 0) violation(`${what} (${policy}) was meant again although nobody said so`);
  }
}

/** What a run did for good that a step called, no other run does that is the same call made again: each goes on from the last. */
function checkCalledAgain({ tables, world, violation }: LogChecks): void {
  const answered = new Map<string, string>();
  for (const { runId, stepKey, effect, status } of tables.receipts.values()) {
    const label = labelOf(factsIn(tables.facts.get(runId) ?? []));
    if (status !== 'answered' || !isCalled(label)) continue;
    const name = `${label} ${stepKey} ${effect}`;
    const known = answered.get(name) ?? runId;
    answered.set(name, known);
    const isSent = world.some(
      (entry) => entry.runId === runId && entry.step === stepKey && entry.effect === effect,
    );
    if (known !== runId && isSent) violation(`${name} was done by ${known}, and again by ${runId}`);
  }
}

/** How often an effect was meant, and how often without knowing that the time before did not take place, or a person's word. */
function intentsOf(
  facts: readonly Fact[],
  step: string,
  effect: string,
): { intents: number; unjustified: number } {
  let intents = 0;
  let unjustified = 0;
  let isFree = true;
  for (const fact of facts) {
    if (!('step' in fact) || fact.step !== step) continue;
    if (fact.kind === 'effect-failed' && fact.effect === effect) isFree = true;
    if (fact.kind === 'doubt-decided' && fact.decision === 'repeat') isFree = true;
    if (fact.kind === 'effect-intended' && fact.effect === effect) {
      intents += 1;
      if (!isFree) unjustified += 1;
      isFree = false;
    }
  }
  return { intents, unjustified };
}
