import { childResultsSchema, type ChildFailure, type ChildResult } from '@/core/contracts/child-results';
import type { Item, Json, JsonObject } from '@/core/items/item';
import type { ExecutorFor, OutputItem, StepResult } from '@/core/node-kit/executor';
import { NodeFailure } from '@/core/node-kit/node-failure';
import type { definition } from './definition';

export const executor: ExecutorFor<typeof definition> = {
  execute(input, ctx) {
    const items = input.items();
    if (ctx.resumed) {
      const { children } = childResultsSchema.parse(ctx.resumed.payload);
      return collect(children, input.parameters.mode === 'each');
    }
    const { workflow, version, mode, wait, concurrency } = input.parameters;
    const given = items.map((item, index) => inputOf(item, input.parametersFor(index).inputs));
    return {
      kind: 'call',
      workflowId: workflow,
      version,
      calls: mode === 'each' ? given.map((item) => [item]) : [given],
      concurrency,
      wait,
      outputs: { main: items.map((item, index) => ({ ...item, from: [{ port: 'main', index }] })) },
    };
  },
};

/** The item itself, or the inputs that are named. */
function inputOf(item: Item, inputs: readonly { name: string; value: unknown }[]): OutputItem {
  const files = item.binary ? { binary: item.binary } : {};
  const named = inputs.filter(({ name }) => name !== '');
  if (named.length === 0) return { json: item.json, ...files };
  // Resolved parameters are JSON.
  const entries = named.map(({ name, value }): [string, Json] => [name, (value ?? null) as Json]);
  const json: JsonObject = Object.fromEntries(entries);
  return { json, ...files };
}

/** What the runs gave, in the order of the calls. One that did not succeed fails the step. */
function collect(children: readonly ChildResult[], each: boolean): StepResult {
  const failed = children.findIndex((child) => child.status !== 'succeeded');
  const child = children[failed];
  if (child) throw childFailed(child, each ? failed : null);
  const main = children.flatMap(({ items }, index): OutputItem[] =>
    items.map(({ json, binary }) => ({
      json,
      ...(binary === undefined ? {} : { binary }),
      ...(each ? { from: [{ port: 'main', index }] } : {}),
    })),
  );
  return { kind: 'done', outputs: { main } };
}

/** The failure of a run names what began it, once, however many workflows called one another until there. */
function childFailed(child: ChildResult, item: number | null): NodeFailure {
  const { runId, workflowId, error } = child;
  const known = error?.failure;
  const failure: ChildFailure = {
    cause: known?.cause ?? { code: error?.code ?? 'run.failed', message: error?.message ?? '', runId },
    chain: [{ runId, workflowId }, ...(known?.chain ?? [])],
  };
  const where = item === null ? '' : ` for item ${item}`;
  const what = child.status === 'cancelled' ? 'was cancelled' : 'failed';
  const deep = known ? ` (${known.chain.length} workflows further down)` : '';
  return NodeFailure.final(
    child.status === 'cancelled' ? 'sub-workflow.cancelled' : 'sub-workflow.failed',
    `The workflow that this node ran${where} ${what}${deep}: ${failure.cause.message} Its run says where and why.`,
    { details: { runId, workflowId, error: error?.code ?? null, ...failure } },
  );
}
