/** Runs a list executor on plain rows by port, with the same parameters for every item. */
import { createEnv } from '@/core/expression/scope';
import type { JsonObject } from '@/core/items/item';
import type { ListInput, OutputItem, StepContext, StepResult } from '@/core/node-kit/executor';
import { fakeContext } from './fake-context';

interface ListExecutor<P> {
  execute(input: ListInput<P>, ctx: StepContext): Promise<StepResult> | StepResult;
}

/** What came out, by port. Rejects with what the executor throws. */
export async function runList<P>(
  executor: ListExecutor<P>,
  rows: Readonly<Record<string, readonly JsonObject[]>>,
  parameters: P,
): Promise<Record<string, OutputItem[]>> {
  const items = Object.fromEntries(
    Object.entries(rows).map(([port, list]) => [port, list.map((json) => ({ json }))]),
  );
  const result = await executor.execute(
    {
      items: (port = 'main') => items[port] ?? [],
      parameters,
      parametersFor: () => parameters,
      scope: () => createEnv(),
    },
    fakeContext(),
  );
  if (result.kind !== 'done') throw new Error(`expected an output, got ${result.kind}`);
  return result.outputs;
}
