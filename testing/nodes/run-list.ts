/** Runs a list executor on plain rows by port, with the same parameters for every item. */
import { createEnv } from '@/core/expression/scope';
import type { Item, JsonObject } from '@/core/items/item';
import type {
  ListInput,
  OutputItem,
  PagedListInput,
  StepContext,
  StepResult,
} from '@/core/node-kit/executor';
import { fakeContext } from './fake-context';

type ListExecutor<P> =
  | { execute(input: ListInput<P>, ctx: StepContext): Promise<StepResult> | StepResult }
  | { executePages(input: PagedListInput<P>, ctx: StepContext): Promise<StepResult> | StepResult };

/** What came out, by port. Rejects with what the executor throws. */
export async function runList<P>(
  executor: ListExecutor<P>,
  rows: Readonly<Record<string, readonly JsonObject[]>>,
  parameters: P,
): Promise<Record<string, OutputItem[]>> {
  const items = Object.fromEntries(
    Object.entries(rows).map(([port, list]) => [port, list.map((json) => ({ json }))]),
  );
  const result = await runListItems(executor, items, { parameters });
  if (result.kind !== 'done') throw new Error(`expected an output, got ${result.kind}`);
  return result.outputs;
}

/**
 * The same on items, whatever comes of it; what was pushed stands in the outputs. `pageSize`: the input is too large to
 * be held, and comes in pages of so many.
 */
export async function runListItems<P>(
  executor: ListExecutor<P>,
  items: Readonly<Record<string, readonly Item[]>>,
  { parameters, pageSize }: { parameters: P; pageSize?: number },
): Promise<StepResult> {
  const pushed: Record<string, OutputItem[]> = {};
  const output: StepContext['output'] = (port) => ({
    push: (more) => Promise.resolve(void (pushed[port] ??= []).push(...more)),
  });
  const input = pagedInput(items, parameters, pageSize);
  const ctx = fakeContext({ output });
  const result = await ('execute' in executor
    ? executor.execute(input, ctx)
    : executor.executePages(input, ctx));
  if (result.kind !== 'done') return result;
  for (const [port, more] of Object.entries(result.outputs)) (pushed[port] ??= []).push(...more);
  return { ...result, outputs: pushed };
}

function pagedInput<P>(
  items: Readonly<Record<string, readonly Item[]>>,
  parameters: P,
  pageSize?: number,
): PagedListInput<P> {
  return {
    items: (port = 'main') => {
      if (pageSize !== undefined) throw new Error('the input is too large to be held');
      return items[port] ?? [];
    },
    async *port(port = 'main') {
      const all = items[port] ?? [];
      const size = pageSize ?? Math.max(1, all.length);
      for (let at = 0; at < all.length; at += size) yield await Promise.resolve(all.slice(at, at + size));
    },
    count: (port = 'main') => items[port]?.length ?? 0,
    paged: pageSize !== undefined,
    parameters,
    parametersFor: () => parameters,
    scope: () => createEnv(),
  };
}
