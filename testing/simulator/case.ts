/** What is simulated, as plain data: a case says everything, so the same case always goes the same way. */
import type { PortableWorkflow } from '@/core/contracts/portable-workflow';

/**
 * Where faults strike: on the way to the store or the world (`before`), and on the way back (`after`: it was done, and
 * the worker does not know yet). A flush has a point for each thing that it carries.
 */
export const PLACES = [
  'claim',
  'load-waits',
  'intent',
  'effect',
  'receipt',
  'facts',
  'park',
  'finish',
  'beat',
  'steer',
  'reclaim',
  'retire',
  'read-children',
  'hint',
] as const;
export type Place = (typeof PLACES)[number];
export type Side = 'before' | 'after';

/** The `nth` time, from 1, that anybody passes this point. */
interface AtPoint {
  place: Place;
  side: Side;
  nth: number;
}

export type Fault =
  /** The worker dies there. */
  | ({ kind: 'crash' } & AtPoint)
  /** The worker stands still there for so long, and goes on as if nothing had been. */
  | ({ kind: 'freeze'; forMs: number } & AtPoint)
  /** The request or the answer takes this much longer. */
  | ({ kind: 'slow'; byMs: number } & AtPoint)
  /** The connection breaks there: before the request arrives, or before the answer does. */
  | ({ kind: 'cut' } & AtPoint)
  /** The store will not have a flush. */
  | { kind: 'refuse'; nth: number }
  /** Nobody reaches the store for so long. */
  | { kind: 'away'; atMs: number; forMs: number }
  /** From then on the clock of one worker is wrong. */
  | { kind: 'clock'; atMs: number; worker: number; byMs: number }
  | { kind: 'kill'; atMs: number; worker: number }
  | { kind: 'stop'; atMs: number; worker: number; forMs: number }
  /** The worker is told to end, gives back what it holds and starts anew. */
  | { kind: 'drain'; atMs: number; worker: number; graceMs: number }
  | { kind: 'cancel'; atMs: number; run: number }
  | { kind: 'pause'; atMs: number; run: number; forMs: number };

/** What becomes of messages between processes. */
export interface HintFate {
  /** Share that never arrives, share that arrives twice. */
  lost: number;
  doubled: number;
  /** Longest delay: messages overtake one another. */
  maxDelayMs: number;
}

export interface SimulatedRun {
  /** Index of the workflow. */
  workflow: number;
  atMs: number;
  /** An intake that hears no answer sends it again under the same key. */
  twice: boolean;
}

export interface SimulatedWorkflow {
  graph: PortableWorkflow;
  /** Failures may end a run of it. */
  mayStop: boolean;
}

export interface SimulationCase {
  seed: number;
  /** The last but one can be called by the others; the last is told of failures. */
  workflows: SimulatedWorkflow[];
  runs: SimulatedRun[];
  workers: number;
  leaseMs: number;
  hints: HintFate;
  /** Share of the runs that are accepted into the hands of a worker, whoever it is and however it does. */
  handed: number;
  /** Workers begin what their runs call themselves. */
  calm: boolean;
  /** How many runs a worker holds at once. */
  maxActive: number;
  /** Chance that somebody resumes a run that failed or was cancelled. */
  resumes: number;
  faults: Fault[];
}

/** Makes the trace of faults short. */
export function faultText(fault: Fault): string {
  const { kind, ...rest } = fault;
  if ('place' in fault) {
    const { place, side, nth } = fault;
    const more =
      fault.kind === 'freeze'
        ? ` for ${fault.forMs} ms`
        : fault.kind === 'slow'
          ? ` by ${fault.byMs} ms`
          : '';
    return `${kind} ${side} ${place} #${nth}${more}`;
  }
  return `${kind} ${JSON.stringify(rest)}`;
}
