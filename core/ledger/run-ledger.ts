/**
 * The ledger of one run: every effect its log knows of, in the order in which they were first intended. Built from the
 * facts alone, so it says the same as the engine does: what is answered is never repeated, what is open after the end
 * of the run is in doubt, and who decided stands beside it.
 */
import type { LedgerStatus, ReceiptView } from '@/core/contracts/ledger';
import type { Fact, Plan, RunState, StepEffect, StepState } from '@/core/engine/types';
import { answerStatus } from '@/core/dead-letters/failure-category';
import type { StepError } from '@/core/node-kit/node-failure';
import { itemOfEffect, statusOfResult } from './receipt-parts';

export interface LedgerRun {
  plan: Plan;
  state: RunState;
  facts: readonly Fact[];
  run: { id: string; workflowId: string; version: number | null; createdAt: Date };
}

type Decided = Extract<Fact, { kind: 'doubt-decided' }>;

interface History {
  /** First intents, by step and effect. */
  intents: Map<string, number>;
  failures: Map<string, StepError>;
  /** The last decision about each step. */
  decisions: Map<string, Decided>;
}

/** One entry for each effect, oldest first. */
export function runLedger(ledger: LedgerRun): ReceiptView[] {
  const history = historyOf(ledger.facts);
  const entries = [...ledger.state.steps.values()].flatMap((step) =>
    [...step.effects].map(([name, effect]) => entryOf(ledger, history, { step, name, effect })),
  );
  return entries.sort(
    (a, b) =>
      compare(a.intendedAt, b.intendedAt) || compare(a.step, b.step) || (a.item ?? -1) - (b.item ?? -1),
  );
}

function historyOf(facts: readonly Fact[]): History {
  const history: History = { intents: new Map(), failures: new Map(), decisions: new Map() };
  for (const fact of facts) {
    if (fact.kind === 'effect-intended') {
      const key = keyOf(fact.step, fact.effect);
      if (!history.intents.has(key)) history.intents.set(key, fact.at);
    } else if (fact.kind === 'effect-failed') {
      history.failures.set(keyOf(fact.step, fact.effect), fact.error);
    } else if (fact.kind === 'doubt-decided') {
      history.decisions.set(fact.step, fact);
    }
  }
  return history;
}

interface Place {
  step: StepState;
  name: string;
  effect: StepEffect;
}

function entryOf(
  { plan, state, run }: LedgerRun,
  history: History,
  { step, name, effect }: Place,
): ReceiptView {
  const key = keyOf(step.key, name);
  const status = statusOf(state, step, effect);
  const failure = effect.status === 'failed' ? history.failures.get(key) : undefined;
  const decided = history.decisions.get(step.key);
  const counts = decided !== undefined && (effect.decidedBy !== null || effect.status !== 'failed');
  const intendedAt = history.intents.get(key) ?? effect.intendedAt;
  return {
    runId: run.id,
    workflowId: run.workflowId,
    version: run.version,
    step: step.key,
    nodeId: step.nodeId,
    nodeName: plan.nodes.get(step.nodeId)?.name ?? step.nodeId,
    iteration: step.path.length === 0 ? null : step.path.join('/'),
    effect: name,
    item: itemOfEffect(name),
    summary: effect.summary,
    status,
    attempt: effect.attempt,
    replays: effect.status === 'answered' ? Math.max(0, step.attempt - effect.attempt) : 0,
    inherited: intendedAt < run.createdAt.getTime(),
    answerStatus: failure ? answerStatus(failure) : statusOfResult(effect.result),
    errorCode: failure?.code ?? null,
    decidedBy: counts ? decided.by : null,
    decision: counts ? decided.decision : null,
    idempotencyKey: effect.idempotencyKey,
    intendedAt: new Date(intendedAt).toISOString(),
    endedAt: effect.endedAt === null ? null : new Date(effect.endedAt).toISOString(),
    durationMs: effect.endedAt === null ? null : Math.max(0, effect.endedAt - intendedAt),
  };
}

/** An open intent is under way while its step may still close it; afterwards nobody knows. */
function statusOf(state: RunState, step: StepState, effect: StepEffect): LedgerStatus {
  if (effect.status !== 'intended') return effect.status;
  const isOpen = state.finished === null && (step.status === 'queued' || step.status === 'waiting');
  return isOpen ? 'intended' : 'in-doubt';
}

function keyOf(step: string, effect: string): string {
  return `${step}\n${effect}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
