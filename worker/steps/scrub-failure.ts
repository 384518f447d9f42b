/** Failures and errors without known secrets: a receipt and the log are written before the step has ended. */
import type { JsonObject } from '@/core/items/item';
import { NodeFailure } from '@/core/node-kit/node-failure';
import type { Scrubber } from './secrets';

/** The failure without known secrets. */
export function scrubFailure(failure: NodeFailure, scrubber: Scrubber): NodeFailure {
  const { code, retryable, retryAfterMs, outcome } = failure;
  const message = scrubber.text(failure.message);
  // JSON-safe by contract; the round trip drops what is not.
  const details = scrubber.json(JSON.parse(JSON.stringify(failure.details)) as JsonObject);
  const options = { outcome, details };
  if (!retryable) return NodeFailure.final(code, message, options);
  return retryAfterMs === undefined
    ? NodeFailure.retryable(code, message, options)
    : NodeFailure.retryAfter(code, message, { ...options, retryAfterMs });
}

/** An error for the log, without known secrets. */
export function scrubThrown(thrown: unknown, scrubber: Scrubber): unknown {
  if (!(thrown instanceof Error)) return typeof thrown === 'string' ? scrubber.text(thrown) : thrown;
  const clean = new Error(scrubber.text(thrown.message));
  clean.name = thrown.name;
  if (thrown.stack !== undefined) clean.stack = scrubber.text(thrown.stack);
  return clean;
}
