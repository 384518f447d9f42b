/** Whether a run did what an example of its workflow says. Only what is named is compared, and that exactly. */
import type { WorkflowExample } from '@/core/contracts/portable-workflow';
import { isSameJson } from '@/core/items/condition-operators';
import type { Json, JsonObject } from '@/core/items/item';
import { isPlainObject } from '@/core/items/plain-json';

/** What a finished run shows of itself. */
export interface ExampleRun {
  status: string;
  error: { code: string; message: string } | null;
  /** Items, as JSON. */
  output: Json;
  steps: readonly {
    nodeId: string;
    outputs?: Readonly<Record<string, readonly { json: JsonObject }[]>> | undefined;
  }[];
}

/** One thing that is not as the example says. */
export interface ExampleDifference {
  /** `output`, `status`, or a node with its port: `set.main`. */
  where: string;
  expected: unknown;
  found: unknown;
}

/** Everything that differs; empty where the run did as the example says. */
export function checkExample({ expect }: WorkflowExample, run: ExampleRun): ExampleDifference[] {
  const differences: ExampleDifference[] = [];
  const compare = (where: string, expected: unknown, found: unknown) => {
    if (!isSameJson(expected, found)) differences.push({ where, expected, found });
  };
  if (expect.error !== undefined) compare('error', expect.error, run.error?.code ?? null);
  else if (run.status !== 'succeeded') {
    const found = run.error ? `${run.status}: ${run.error.code} ${run.error.message}` : run.status;
    return [{ where: 'status', expected: 'succeeded', found }];
  }
  if (expect.output) compare('output', expect.output, jsonOfOutput(run.output));
  for (const [nodeId, ports] of Object.entries(expect.nodes ?? {})) {
    const steps = run.steps.filter((step) => step.nodeId === nodeId);
    for (const [port, expected] of Object.entries(ports)) {
      // A node that ran several times gave all of it, one after another.
      const found = steps.flatMap(({ outputs }) =>
        outputs && Object.hasOwn(outputs, port) ? jsonOf(outputs[port] ?? []) : [],
      );
      compare(`${nodeId}.${port}`, expected, found);
    }
  }
  return differences;
}

function jsonOfOutput(output: Json): Json[] {
  const items = Array.isArray(output) ? output : [];
  return items.map((item) => (isPlainObject(item) ? (item['json'] ?? null) : null));
}

function jsonOf(items: readonly { json: JsonObject }[]): JsonObject[] {
  return items.map(({ json }) => json);
}
