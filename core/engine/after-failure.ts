/**
 * What follows a failed try: another try after a delay, the end of the run, or going on with error items. Decided once,
 * when the failure is recorded, and kept in the fact; so a replay never decides anew.
 *
 * A retry is never earlier than the settings say (jitter only adds), and a write whose outcome is unknown is repeated
 * only where the in-doubt policy says `repeat`.
 */
import type { Item, PortOutputs } from '@/core/items/item';
import type { EffectOutcome, StepError } from '@/core/node-kit/node-failure';
import { handOnPort } from './loop-nodes';
import { ERROR_PORT } from './output-ports';
import type { PlanNode } from './types';

/** Longest delay between two tries that backoff arrives at by itself, in milliseconds. */
const MAX_BACKOFF_MS = 3_600_000;
/** Longest delay that the other side may ask for. */
const MAX_RETRY_AFTER_MS = 86_400_000;
/** A delay is made longer by up to this share, so that many runs do not come back at the same moment. */
const JITTER = 0.2;

export interface FailedTry {
  node: PlanNode;
  error: StepError;
  /** `unknown` when a write of this step may have happened: the in-doubt policy decides, not the retry settings. */
  outcome: EffectOutcome;
  /** `tries` of the start-step command, from 1. */
  tries: number;
  /** Milliseconds since the epoch. */
  now: number;
  /** [0, 1). */
  random: () => number;
  /** The input items that failed, by input port; absent = the step as a whole. */
  failedItems?: readonly { port: string; index: number }[];
}

/** `ask` means: append step-doubted with `openIntents(step)`. The others are the `next` of step-failed. */
export type AfterFailure =
  | { kind: 'retry'; dueAt: number }
  | { kind: 'stop' }
  | { kind: 'go-on'; outputs: PortOutputs }
  | { kind: 'ask' };

/** Decides what follows a failed try. Pure: the same input gives the same answer. */
export function decideAfterFailure(failed: FailedTry): AfterFailure {
  const { node, error, outcome } = failed;
  if (outcome === 'unknown' && node.inDoubt === 'ask') return { kind: 'ask' };
  const mayRepeat = outcome !== 'unknown' || node.inDoubt === 'repeat';
  const attempts = node.settings.retry?.attempts ?? 1;
  if (mayRepeat && error.retryable && failed.tries < attempts) {
    return { kind: 'retry', dueAt: failed.now + retryDelayMs(failed) };
  }
  return afterLastFailure(node, error, failed.failedItems);
}

/** What follows when no other try is made: the node's `onError`. */
export function afterLastFailure(
  node: PlanNode,
  error: StepError,
  failedItems?: readonly { port: string; index: number }[],
): { kind: 'stop' } | { kind: 'go-on'; outputs: PortOutputs } {
  const { onError } = node.settings;
  if (onError === 'stop') return { kind: 'stop' };
  const items = errorItems(error, failedItems);
  const port = onError === 'error-port' ? ERROR_PORT : handOnPort(node);
  return { kind: 'go-on', outputs: port === undefined ? {} : { [port]: { count: items.length, items } } };
}

/** `{ error: { code, message } }` for each failed input item, with its lineage; one without lineage for the whole step. */
export function errorItems(
  error: StepError,
  failedItems?: readonly { port: string; index: number }[],
): Item[] {
  const json = () => ({ error: { code: error.code, message: error.message } });
  if (!failedItems || failedItems.length === 0) return [{ json: json() }];
  return failedItems.map(({ port, index }) => ({ json: json(), from: [{ port, index }] }));
}

/** What a node says about the other side's wish; nonsense is no wish. */
function askedFor({ retryAfterMs = 0 }: StepError): number {
  return retryAfterMs > 0 ? retryAfterMs : 0;
}

function retryDelayMs({ node, error, tries, random }: FailedTry): number {
  const { backoff, delayMs } = node.settings.retry ?? { backoff: 'fixed', delayMs: 0 };
  const base = backoff === 'fixed' ? delayMs : delayMs * 2 ** Math.min(tries - 1, 30);
  const asked = Math.min(askedFor(error), MAX_RETRY_AFTER_MS);
  const least = Math.max(Math.min(base, MAX_BACKOFF_MS), asked);
  return Math.round(least * (1 + JITTER * random()));
}
