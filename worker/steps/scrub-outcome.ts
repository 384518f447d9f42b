import type { Item } from '@/core/items/item';
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
    const memory = outcome.memory?.map((change) =>
      change.kind === 'set' ? { ...change, value: scrubber.json(change.value) } : change,
    );
    return { ...outcome, outputs, ...(memory ? { memory } : {}), console };
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

/** The item without known secrets. */
export function scrubItem(item: Item, scrubber: Scrubber): Item {
  const json = scrubber.json(item.json);
  return json === item.json ? item : { ...item, json };
}
