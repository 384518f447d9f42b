/**
 * One evaluation: its environment and what it may still spend. Work that grows with data is charged before it is done,
 * so an expression ends by itself after a bounded amount of work, the same on every machine.
 */
import { Fault } from './errors';
import type { ExpressionEnv } from './scope';

/** Limits of the language. Steps are about 30 ns each: the whole budget is roughly a tenth of a second. */
export const LIMITS = {
  /** UTF-16 units of one expression. */
  sourceLength: 20_000,
  /** Nesting of the syntax tree. */
  syntaxDepth: 250,
  steps: 3_000_000,
  /** Functions calling functions. */
  callDepth: 60,
  textLength: 5_000_000,
  listLength: 1_000_000,
  /** Values in a result. */
  resultNodes: 1_000_000,
  /** UTF-16 units of all texts in a result. */
  resultLength: 16_000_000,
  resultDepth: 200,
} as const;

export interface Run {
  readonly env: ExpressionEnv;
  steps: number;
  depth: number;
  /** Place of the call being made, for problems. */
  at: number;
  atEnd: number;
}

export function createRun(env: ExpressionEnv): Run {
  return { env, steps: LIMITS.steps, depth: 0, at: 0, atEnd: 0 };
}

/** Takes `amount` steps from the budget. */
export function charge(run: Run, amount: number): void {
  run.steps -= amount;
  if (!(run.steps >= 0)) {
    throw new Fault('budget', 'This expression does too much work. Use a Code node for large data.');
  }
}

/** Charges for making a text of this length; refuses one that is too long. */
export function chargeText(run: Run, length: number): void {
  if (!(length <= LIMITS.textLength)) {
    throw new Fault('budget', `A text may have at most ${LIMITS.textLength} characters here.`);
  }
  charge(run, 1 + length / 16);
}

/** Charges for making a list of this length; refuses one that is too long. */
export function chargeList(run: Run, length: number): void {
  if (!(length <= LIMITS.listLength)) {
    throw new Fault('budget', `A list may have at most ${LIMITS.listLength} entries here.`);
  }
  charge(run, 1 + length / 2);
}

/** A number from 0 up to 1, from the environment; a Fault where there is none. */
export function randomNumber(run: Run): number {
  const value = run.env.random?.();
  if (value === undefined) throw new Fault('not-allowed', 'Random numbers are not available here.');
  return value;
}

export function enterCall(run: Run, cost: number): void {
  if (++run.depth > LIMITS.callDepth) {
    throw new Fault('budget', 'Functions are nested too deeply in this expression.');
  }
  charge(run, cost);
}
