/**
 * What an expression may know about the run: an environment of lazily read data, handed in for each evaluation. Nothing
 * else is reachable: no globals, no clock, no randomness.
 */
import type { Item, JsonObject } from '@/core/items/item';
import type { Undetermined } from '@/core/items/lineage';

/** Another node of the workflow as seen from the step that evaluates. */
export interface EnvNode {
  /** False for a name that no node of the workflow has. */
  exists: boolean;
  executed: boolean;
  /** Items that left the port (default: the first one). */
  items(port?: string): readonly Item[];
  /** Items that left the output at a position, from 0; without it there is the first output alone. */
  outputAt?(index: number): readonly Item[];
  /** The item of that node which an item of the step's input came from: the current one, or the one at `itemIndex`. */
  pairedItem(itemIndex?: number): Item | undefined | 'undetermined';
  /** For a loop: the number of its iteration around this step and whether it is the last one. */
  loop?(): { currentRunIndex: number; noItemsLeft: boolean } | undefined;
  /** Why that is undetermined, and the name of the node that asks. */
  undetermined?(itemIndex?: number): (Undetermined & { asking: string }) | undefined;
}

/** Everything an expression can read. Methods are called only when an expression needs them. */
export interface ExpressionEnv {
  /** The current item; absent when the step has no input. */
  item?: Item | undefined;
  itemIndex: number;
  runIndex: number;
  inputItems(): readonly Item[];
  node(name: string): EnvNode;
  /** For suggestions only. */
  nodeNames?(): readonly string[];
  /** Milliseconds since the epoch: `$now`, `new Date()`, `DateTime.now()`. */
  now: number;
  /** IANA zone in which dates are read and written. */
  timezone: string;
  workflow: { id: string; name: string; active?: boolean };
  /** The node whose fields these are. */
  self?: { id: string; name: string; version: number };
  /** Where the input came from: the node, and which of its outputs, from 0. */
  source?: { name: string; outputIndex: number };
  /** What a request that goes from page to page knows while it does. */
  page?: { response: JsonObject; request?: JsonObject; count?: number };
  /** `resumeUrl`: where somebody outside may end the run's wait; only in a run. */
  execution: { id: string; mode: string; resumeUrl?: string };
  vars: JsonObject;
  /** [0, 1). Without it `Math.random()` is refused. */
  random?(): number;
}

/** An environment around one item and nothing else, for tests, previews and examples; override what is needed. */
export function createEnv(parts: Partial<ExpressionEnv> = {}): ExpressionEnv {
  return {
    itemIndex: 0,
    runIndex: 0,
    inputItems: () => (parts.item ? [parts.item] : []),
    node: () => ({ exists: false, executed: false, items: () => [], pairedItem: () => undefined }),
    now: 0,
    timezone: 'UTC',
    workflow: { id: '', name: '' },
    execution: { id: '', mode: 'test' },
    vars: {},
    ...parts,
  };
}
