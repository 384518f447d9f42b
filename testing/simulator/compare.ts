/**
 * Holds what became of runs in trouble against what becomes of them when nothing goes wrong. Left out is whatever may
 * rightly end otherwise: what was cancelled, resumed, decided by a person, or hangs on who was first.
 */
import type { Fact } from '@/core/engine/types';
import type { SimulatedWorkflow, SimulationCase } from './case';
import { factsIn, wholeLog } from './check-logs';
import { CALLED_ID, ERROR_ID } from './draw-case';
import { labelOfRun } from './people';
import type { PlayedCase } from './play-case';

/** The case as it goes when nothing goes wrong. */
export function calmCase(given: SimulationCase): SimulationCase {
  return {
    ...given,
    runs: given.runs.map((run) => ({ ...run, twice: false })),
    workers: 1,
    hints: { lost: 0, doubled: 0, maxDelayMs: 1 },
    handed: 0,
    calm: true,
    maxActive: 1000,
    resumes: 0,
    faults: [],
  };
}

interface Ended {
  status: string;
  output: string | null;
  /** Why it is not held against another; null when it is. */
  excuse: string | null;
  /** It may end by a failure, and which one depends on who was first. */
  statusOnly: boolean;
}

/** What differs. */
export function differences(given: SimulationCase, played: PlayedCase, calm: PlayedCase): string[] {
  const [troubled, expected] = [endsOf(given, played), endsOf(given, calm)];
  const found: string[] = [];
  for (const [label, should] of expected) {
    const is = troubled.get(label);
    const family = [...troubled, ...expected].filter(
      ([name]) => name === label || name.startsWith(`${label}/`),
    );
    if (!is || family.some(([, run]) => run.excuse !== null)) continue;
    if (is.status !== should.status)
      found.push(`${label} ${is.status}, but ${should.status} when nothing goes wrong`);
    else if (!should.statusOnly && is.output !== should.output)
      found.push(`${label} gave ${is.output}, but ${should.output} when nothing goes wrong`);
  }
  return found;
}

/** How each run ended, by its name. */
function endsOf(given: SimulationCase, { store }: PlayedCase): Map<string, Ended> {
  const ends = new Map<string, Ended>();
  for (const [id, row] of store.tables.history) {
    const label = labelOfRun(store, id);
    const facts = factsIn(wholeLog(store.tables, id));
    const workflow = given.workflows[indexOf(given, row.workflowId)];
    const mayStop = workflow?.mayStop ?? true;
    const hasLoops = workflow?.graph.nodes.some(({ type }) => type === 'loop' || type === 'map') ?? true;
    const isTimed = (workflow?.graph.settings?.timeoutMs ?? null) !== null;
    // Several runs of one name are one call made again: each goes on from the one before, and so does its excuse.
    const excuse = isTimed
      ? 'its time is limited'
      : mayStop && hasLoops
        ? 'it may be given up'
        : (excuseOf(facts) ?? unknownEnd(facts, workflow) ?? ends.get(label)?.excuse ?? null);
    // The report of a failure says when it was.
    const statusOnly = mayStop || row.workflowId === ERROR_ID;
    ends.set(label, { status: row.status, output: row.output && untimed(row.output), excuse, statusOnly });
  }
  return ends;
}

/** What a run was called with says when that was. */
function untimed(output: string): string {
  return output.replaceAll(/"at":\d+/g, '"at":0');
}

function indexOf(given: SimulationCase, workflowId: string): number {
  if (workflowId.startsWith('workflow')) return Number(workflowId.slice('workflow'.length));
  return given.workflows.length - (workflowId === CALLED_ID ? 2 : 1);
}

/** What came last of a run whose steps are not kept is not known: it may have been one of these. */
function unknownEnd(facts: readonly Fact[], workflow: SimulatedWorkflow | undefined): string | null {
  const end = facts.at(-1);
  if (end?.kind !== 'run-finished' || !end.stepsForgotten) return null;
  const mayBeUnlucky = workflow?.graph.nodes.some(
    ({ type, settings }) => type === 'write' || type === 'call' || settings?.timeoutMs != null,
  );
  return mayBeUnlucky === false ? null : 'what it did last is not kept';
}

/** Codes of failures that come from when things happened, not from what was asked. */
const UNLUCKY = new Set([
  'step.timeout',
  'step.in-doubt',
  'step.aborted',
  'world.broken',
  'world.stopped',
  'run.not-storable',
  'run.poisoned',
  'sub-workflow.gone',
]);

function excuseOf(facts: readonly Fact[]): string | null {
  for (const fact of facts) {
    if (fact.kind === 'run-resumed' || fact.kind === 'cancel-requested') return fact.kind;
    if (fact.kind === 'doubt-decided' && fact.decision === 'fail') return 'a person let it fail';
    if (fact.kind === 'step-suspended' && fact.signal === 'race') return 'a race';
    const error = fact.kind === 'step-failed' || fact.kind === 'run-finished' ? fact.error : null;
    if (error && UNLUCKY.has(error.code)) return error.code;
    // A decision stands for a failure of this kind too.
    if (fact.kind === 'run-finished' && fact.status === 'cancelled') return 'cancelled';
  }
  return null;
}
