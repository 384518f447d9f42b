/** What code sees of the run around it, gathered from what expressions of the step see. */
import type { ExpressionEnv } from '@/core/expression/scope';
import type { Item } from '@/core/items/item';
import { namesInCode } from '@/core/node-kit/code-names';
import type { CodeNode, CodeScope } from '@/core/node-kit/executor';

/** Whether the code asks which item of another node an item came from: the walk back is made for those alone. */
const ASKS_FOR_ORIGIN = /\.item\b|\bitemMatching\b|\bpairedItem\b|\$node\b/;

/** Walks between two turns of other runs: one may lead through thousands of items. */
const WALKS_AT_ONCE = 50;

interface Around {
  /** Items of the code's input. */
  count: number;
  /** What an expression of the item at an index sees. */
  scope: (index: number) => ExpressionEnv;
  /** Gives other runs their turn. */
  pause: () => Promise<void>;
}

/** The scope of code. */
export async function codeScopeOf(source: string, around: Around): Promise<CodeScope> {
  const env = around.scope(0);
  const { nodes, dynamic } = namesInCode(source);
  const names = dynamic ? (env.nodeNames?.() ?? nodes) : nodes;
  const walks = ASKS_FOR_ORIGIN.test(source);
  const known: [string, CodeNode][] = [];
  for (const name of names) {
    const node = env.node(name);
    if (!node.exists || name === '__proto__') continue;
    const items = node.executed ? node.items() : [];
    const paired = node.executed && walks ? await pairedOf(name, items, around) : [];
    known.push([name, { executed: node.executed, items, paired }]);
  }
  return {
    nodes: Object.fromEntries(known),
    runIndex: env.runIndex,
    ...(env.source ? { source: env.source } : {}),
    workflow: env.workflow,
    execution: env.execution,
    vars: env.vars,
  };
}

async function pairedOf(
  name: string,
  items: readonly Item[],
  { count, scope, pause }: Around,
): Promise<CodeNode['paired']> {
  const places = new Map(items.map((item, index) => [item, index]));
  const found: (number | Item | null | 'undetermined')[] = [];
  for (let index = 0; index < count; index += 1) {
    if (index > 0 && index % WALKS_AT_ONCE === 0) await pause();
    const paired = scope(index).node(name).pairedItem();
    if (paired === undefined) found.push(null);
    else found.push(paired === 'undetermined' ? paired : (places.get(paired) ?? paired));
  }
  return found;
}
