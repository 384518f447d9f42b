import type { Item, JsonObject } from '@/core/items/item';
import { NodeFailure } from '@/core/node-kit/node-failure';
import type { Scrubber } from './secrets';
import type { StepOutcome } from './step-outcome';

/** The outcome without known secrets: outputs, error and console. The answer to a webhook is what the author wrote. */
export function scrubOutcome(outcome: StepOutcome, scrubber: Scrubber): StepOutcome {
  const console = outcome.console.map((line) => ({ ...line, text: scrubber.text(line.text) }));
  if (outcome.kind === 'done') {
    const outputs = Object.fromEntries(
      Object.entries(outcome.outputs).map(([port, items]) => [
        port,
        items.map((item) => scrubItem(item, scrubber)),
      ]),
    );
    return { ...outcome, outputs, console };
  }
  if (outcome.kind === 'iterate') {
    const batches = outcome.batches.map((items) => items.map((item) => scrubItem(item, scrubber)));
    return { ...outcome, batches, console };
  }
  if (outcome.kind !== 'failed') return { ...outcome, console };
  const { error } = outcome;
  // Details are JSON-safe by contract; the round trip drops what is not.
  const details = error.details && scrubber.json(JSON.parse(JSON.stringify(error.details)));
  return {
    ...outcome,
    error: { ...error, message: scrubber.text(error.message), ...(details ? { details } : {}) },
    console,
  };
}

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

function scrubItem(item: Item, scrubber: Scrubber): Item {
  const json = scrubber.json(item.json);
  return json === item.json ? item : { ...item, json };
}
