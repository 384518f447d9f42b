/**
 * From the facts a run recorded to what the database gets. Outputs too big for a row go to the blob store first, so
 * the row that names them is never on disk without them.
 */
import { answerStatus, failureCategory } from '@/core/dead-letters/failure-category';
import { endAlone, forgetsSteps } from '@/core/engine/forget-steps';
import { CHILDREN_SIGNAL } from '@/core/engine/signals';
import type { Fact, Plan, RunState } from '@/core/engine/types';
import type { PortData } from '@/core/items/item';
import { isLarge } from '@/core/items/port-data';
import type { Limits } from '@/core/limits/limits';
import { statusOfResult } from '@/core/ledger/receipt-parts';
import type { StepError } from '@/core/node-kit/node-failure';
import { copyItems, loadItems, offloadOutputs, runBlobPrefix } from '@/infra/blobs/port-data';
import type { ReceiptRow, RunFlush, WaitRow } from '@/infra/db/run-store/flush-runs';
import type { ClaimedRun } from '@/infra/db/run-store/claim-runs';
import type { DeadLetterRow } from '@/infra/db/run-store/dead-letters';
import type { ChildRun, RunFamily } from '@/infra/db/run-store/run-family';
import type { ErrorRuns } from './error-runs';
import type { LoopDeps } from './loop-deps';
import { replyText } from './reply-text';
import type { TouchedEffect } from './run-log';

/** Longer results are kept in the fact alone; the receipt's row is for the ledger. */
const RECEIPT_RESULT_LIMIT = 16 * 1024;
/** Longer messages are cut; the run's own row has all of it. */
const LETTER_MESSAGE_LIMIT = 2000;

export interface FlushRequest {
  row: ClaimedRun;
  plan: Plan;
  state: RunState;
  limits: Limits;
  facts: readonly Fact[];
  /** Effects whose receipts are written besides those that the facts are about. */
  receipts: readonly TouchedEffect[];
  seq: number;
  status: string;
  endedWaits: readonly string[];
  /** Runs that begin with these facts. */
  children: readonly ChildRun[];
  park: { dueAtMs: number | null; waits: readonly WaitRow[] } | null;
}

export async function buildFlush(
  deps: Pick<LoopDeps, 'blobs' | 'ids' | 'errorRuns'>,
  request: FlushRequest,
): Promise<RunFlush> {
  const { row, state, facts } = request;
  const finished = facts.find((fact) => fact.kind === 'run-finished');
  const forgets = finished !== undefined && forgetsAll(request, finished);
  const moved = new Map<PortData, PortData>();
  const texts: string[] = [];
  for (const recorded of forgets ? [endAlone(finished)] : facts) {
    const fact = await withoutParts(deps, { row, fact: withReferences(recorded, moved), moved });
    const text = JSON.stringify(fact);
    const isLong = text.length > request.limits['data.inline-characters'];
    texts.push(isLong ? JSON.stringify(await offload(deps, { row, fact, moved })) : text);
  }
  const told = finished?.error ? await deps.errorRuns.prepare({ row, plan: request.plan, finished }) : null;
  const answered = facts.some((fact) => fact.kind === 'step-succeeded' && fact.answer !== undefined);
  const answer = (answered || finished) && state.answer ? JSON.stringify(state.answer) : null;
  const error = finished?.error ? JSON.stringify(withNotStarted(finished.error, told)) : null;
  const output = finished?.output ? JSON.stringify(whereItIs(finished.output.data, moved)) : null;
  return {
    runId: row.id,
    tenantId: row.tenantId,
    workflowId: row.workflowId,
    epoch: row.epoch,
    gated: row.gated === true,
    retentionClass: row.retentionClass,
    seq: facts.length > 0 ? request.seq : null,
    facts: `[${texts.join(',')}]`,
    status: request.status,
    answer: answered ? answer : null,
    reply:
      row.replyTo !== null && (answered || finished)
        ? {
            to: row.replyTo,
            text: replyText(row.id, { status: finished?.status ?? 'running', answer, output, error }),
          }
        : null,
    receipts: receiptsOf(state, facts, request.receipts),
    endedWaits: request.endedWaits,
    ...waitsOf(request),
    finish: finished
      ? {
          status: finished.status,
          errorJson: error,
          outputJson: output,
          stepCount: state.steps.size,
          // With nothing between its start and its end there is nothing to take away.
          ...(forgets && request.seq > 1 ? { forgets: true as const } : {}),
          ...letterOf(row, finished),
        }
      : null,
    ...memoryOf(row, facts),
    family: familyOf(request, finished, told && 'run' in told ? told.run : null),
  };
}

function forgetsAll({ plan, state, row }: FlushRequest, { status }: Finished): boolean {
  return forgetsSteps(plan, state, {
    status,
    isTest: row.mode === 'test',
    isAwaited: row.parentStep !== null,
  });
}

/** The row of a failed run says that nobody was told of it: the facts of the run know nothing of other workflows. */
function withNotStarted(error: object, told: Awaited<ReturnType<ErrorRuns['prepare']>>): object {
  return told && 'notStarted' in told ? { ...error, errorWorkflowNotStarted: told.notStarted } : error;
}

/** Waits that somebody may end are rows from the moment they begin; runs that are waited for are counted in them. */
function waitsOf({ state, facts, park }: FlushRequest): Pick<RunFlush, 'park' | 'openedWaits'> {
  const opened = new Map<string, WaitRow>();
  for (const fact of facts) {
    if (fact.kind !== 'step-suspended' || fact.signal === null) continue;
    const wait = state.steps.get(fact.step)?.wait;
    if (wait?.kind !== 'suspended' || wait.signal === null) continue;
    opened.set(fact.step, {
      stepKey: fact.step,
      kind: 'signal',
      dueAtMs: wait.until,
      signal: wait.signal,
      detail: null,
      ...(fact.calls ? { pending: fact.calls.length } : {}),
    });
  }
  if (opened.size === 0) return { park, openedWaits: [] };
  const parked = park?.waits.map((wait) => opened.get(wait.stepKey) ?? wait) ?? [];
  const isParked = new Set(parked.map((wait) => wait.stepKey));
  return {
    park: park && { ...park, waits: parked },
    openedWaits: [...opened.values()].filter((wait) => !isParked.has(wait.stepKey)),
  };
}

/** Test runs change nothing for others. */
function memoryOf({ mode }: ClaimedRun, facts: readonly Fact[]): Pick<RunFlush, 'memory'> {
  if (mode !== 'production') return {};
  const memory = facts.flatMap((fact) => (fact.kind === 'step-succeeded' ? (fact.memory ?? []) : []));
  return memory.length > 0 ? { memory } : {};
}

type Finished = Extract<Fact, { kind: 'run-finished' }>;

/** What the flush has to do with other runs; null for nearly all. */
function familyOf(
  { row, state, children }: FlushRequest,
  finished: Finished | undefined,
  errorRun: ChildRun | null,
): RunFamily | null {
  const { parentRunId, parentStep } = row;
  const endsFor =
    finished && parentRunId !== null && parentStep !== null
      ? { runId: parentRunId, stepKey: parentStep }
      : null;
  const cancelsChildren =
    finished !== undefined &&
    state.cut.some(({ wait }) => wait?.kind === 'suspended' && wait.signal === CHILDREN_SIGNAL);
  const all = errorRun ? [...children, errorRun] : children;
  if (all.length === 0 && endsFor === null && !cancelsChildren) return null;
  return { children: all, endsFor, cancelsChildren };
}

/** The end of a run repeats the output of a step: where that went to a blob, so does this. */
function withReferences(fact: Fact, moved: ReadonlyMap<PortData, PortData>): Fact {
  if (fact.kind !== 'run-finished' || !fact.output) return fact;
  return { ...fact, output: { ...fact.output, data: whereItIs(fact.output.data, moved) } };
}

function whereItIs(data: PortData, moved: ReadonlyMap<PortData, PortData>): PortData {
  const at = moved.get(data);
  return at && at !== data ? whereItIs(at, moved) : data;
}

/** What a loop put together from parts is one list where it is the output of the run. */
async function withoutParts(
  deps: Pick<LoopDeps, 'blobs' | 'ids'>,
  { row, fact, moved }: { row: ClaimedRun; fact: Fact; moved: Map<PortData, PortData> },
): Promise<Fact> {
  if (fact.kind !== 'run-finished' || !fact.output || !('parts' in fact.output.data)) return fact;
  const { data } = fact.output;
  const whole = isLarge(data)
    ? await copyItems(deps.blobs, data, `${prefixOf(row)}/${deps.ids.uuid7()}.json`)
    : { count: data.count, items: await loadItems(deps.blobs, data) };
  moved.set(data, whole);
  return { ...fact, output: { ...fact.output, data: whole } };
}

function prefixOf(row: ClaimedRun): string {
  return runBlobPrefix({
    retentionClass: row.retentionClass,
    createdAtMs: row.createdAt.getTime(),
    tenantId: row.tenantId,
    runId: row.id,
  });
}

async function offload(
  deps: Pick<LoopDeps, 'blobs' | 'ids'>,
  input: { row: ClaimedRun; fact: Fact; moved: Map<PortData, PortData> },
): Promise<Fact> {
  const { row, fact, moved } = input;
  const prefix = prefixOf(row);
  const store = async (outputs: Record<string, PortData>): Promise<Record<string, PortData>> => {
    const stored = await offloadOutputs(deps.blobs, { prefix, outputs, newId: () => deps.ids.uuid7() });
    for (const [port, data] of Object.entries(outputs)) {
      const reference = stored[port];
      if (reference) moved.set(data, reference);
    }
    return stored;
  };
  switch (fact.kind) {
    case 'step-succeeded':
      return { ...fact, outputs: await store(fact.outputs) };
    case 'step-iterating': {
      const { items } = await store({ items: fact.items });
      return items ? { ...fact, items } : fact;
    }
    case 'step-failed':
      if (fact.next.kind !== 'go-on') return fact;
      return { ...fact, next: { ...fact.next, outputs: await store(fact.next.outputs) } };
    case 'run-finished': {
      if (!fact.output) return fact;
      const { output: data } = await store({ output: fact.output.data });
      return data ? { ...fact, output: { ...fact.output, data } } : fact;
    }
    default:
      return fact;
  }
}

/** A failed production run needs a person; one that another run waits for is that run's matter. */
function letterOf(
  row: ClaimedRun,
  { status, error }: Finished,
): { deadLetter: DeadLetterRow } | Record<string, never> {
  if (status !== 'failed' || !error || row.mode !== 'production' || row.parentStep !== null) return {};
  const { nodeId, nodeName, code, message } = error;
  return {
    deadLetter: {
      ...{ version: row.version, nodeId, nodeName, code },
      category: failureCategory(error),
      answerStatus: answerStatus(error),
      message: message.slice(0, LETTER_MESSAGE_LIMIT),
    },
  };
}

function receiptsOf(state: RunState, facts: readonly Fact[], more: readonly TouchedEffect[]): ReceiptRow[] {
  const touched = new Map(more.map((one) => [`${one.step}\n${one.effect}`, one]));
  const failures = new Map<string, StepError>();
  for (const fact of facts) {
    if (fact.kind === 'effect-failed') failures.set(`${fact.step}\n${fact.effect}`, fact.error);
    if (fact.kind === 'step-failed' || fact.kind === 'step-succeeded') {
      for (const [name, effect] of state.steps.get(fact.step)?.effects ?? []) {
        if (effect.status === 'answered' && effect.attempt < fact.attempt)
          touched.set(`${fact.step}\n${name}`, { step: fact.step, effect: name });
      }
    }
    if (fact.kind === 'effect-intended' || fact.kind === 'effect-answered' || fact.kind === 'effect-failed') {
      touched.set(`${fact.step}\n${fact.effect}`, { step: fact.step, effect: fact.effect });
    }
    if (fact.kind === 'doubt-decided') {
      for (const name of state.steps.get(fact.step)?.effects.keys() ?? []) {
        touched.set(`${fact.step}\n${name}`, { step: fact.step, effect: name });
      }
    }
  }
  return [...touched.values()].flatMap(({ step, effect }) => {
    const at = state.steps.get(step);
    const known = at?.effects.get(effect);
    if (!at || !known) return [];
    const failure = failures.get(`${step}\n${effect}`);
    const result = known.result === null ? null : JSON.stringify(known.result);
    return [
      {
        stepKey: step,
        effect,
        attempt: known.attempt,
        status: known.status,
        idempotencyKey: known.idempotencyKey,
        summary: known.summary,
        intendedAtMs: known.intendedAt,
        endedAtMs: known.endedAt,
        result: result !== null && result.length > RECEIPT_RESULT_LIMIT ? null : result,
        answerStatus: failure ? answerStatus(failure) : statusOfResult(known.result),
        errorCode: failure?.code ?? null,
        decidedBy: known.decidedBy,
        replays: known.status === 'answered' ? Math.max(0, at.attempt - known.attempt) : 0,
      },
    ];
  });
}
