/** What expressions of a step see: its own input, and the run so far as the loop hands it in. */
import type { EnvNode, ExpressionEnv } from '@/core/expression/scope';
import type { Item, ItemOrigin, JsonObject } from '@/core/items/item';
import type { PairedItem, Undetermined } from '@/core/items/lineage';

/** The run so far, read lazily. Everything it gives must be loaded before the step starts. */
export interface RunData {
  /** Every node name of the workflow. */
  nodeNames(): readonly string[];
  hasNode(name: string): boolean;
  isExecuted(name: string): boolean;
  /** What left the port (default: the first one) of the node's nearest step. */
  itemsOf(name: string, port?: string): readonly Item[];
  /** What left the node's output at a position, from 0. */
  outputAt(name: string, index: number): readonly Item[];
  /** For a loop around this step: its iteration, and whether it is the last one. */
  loopOf(name: string): { currentRunIndex: number; noItemsLeft: boolean } | undefined;
  /** Where the items at an input port came from. */
  sourceOf(port: string): { name: string; outputIndex: number } | undefined;
  /** The item of that node which an item of this step's own input came from (`core/items/lineage`). */
  pairedItem(name: string, origin: ItemOrigin): PairedItem;
  /** Why that is undetermined. */
  undetermined?(name: string, origin: ItemOrigin): (Undetermined & { asking: string }) | undefined;
}

export interface StepEnvParts {
  data: RunData;
  /** Input port whose items the step goes through. */
  port: string;
  inputItems: readonly Item[];
  /** Iteration of the innermost loop, from 0. */
  runIndex: number;
  /** Milliseconds since the epoch: the time recorded for the step. */
  now: number;
  timezone: string;
  workflow: { id: string; name: string; active: boolean };
  self: { id: string; name: string; version: number };
  execution: { id: string; mode: string; resumeUrl?: string };
  vars: JsonObject;
  random: () => number;
}

/** The factory that `executeStep` calls for each item. */
export function createStepEnv(parts: StepEnvParts): (item: Item | undefined, index: number) => ExpressionEnv {
  const { data, port, inputItems } = parts;
  const source = data.sourceOf(port);
  return (item, itemIndex) => ({
    item,
    itemIndex,
    runIndex: parts.runIndex,
    inputItems: () => inputItems,
    node: (name): EnvNode => ({
      exists: data.hasNode(name),
      executed: data.isExecuted(name),
      items: (from) => data.itemsOf(name, from),
      outputAt: (index) => data.outputAt(name, index),
      pairedItem: (index = itemIndex) =>
        inputItems[index] === undefined && item === undefined
          ? undefined
          : data.pairedItem(name, { port, index }),
      loop: () => data.loopOf(name),
      undetermined: (index = itemIndex) => data.undetermined?.(name, { port, index }),
    }),
    nodeNames: () => data.nodeNames(),
    now: parts.now,
    timezone: parts.timezone,
    workflow: parts.workflow,
    self: parts.self,
    ...(source ? { source } : {}),
    execution: parts.execution,
    vars: parts.vars,
    random: parts.random,
  });
}
