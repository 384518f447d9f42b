/** What code sees of the run around it, gathered from what expressions of the step see. */
import type { ExpressionEnv } from '@/core/expression/scope';
import type { Item } from '@/core/items/item';
import { namesInCode } from '@/core/node-kit/code-names';
import type { CodeNode, CodeScope } from '@/core/node-kit/executor';

/** Whether the code asks which item of another node an item came from: the walk back is made for those alone. */
const ASKS_FOR_ORIGIN = /\.item\b|\bitemMatching\b|\bpairedItem\b|\$node\b/;

/** The scope of code over `count` items. `scope` gives what an expression of the item at an index sees. */
export function codeScopeOf(
  source: string,
  count: number,
  scope: (index: number) => ExpressionEnv,
): CodeScope {
  const env = scope(0);
  const { nodes, dynamic } = namesInCode(source);
  const names = dynamic ? (env.nodeNames?.() ?? nodes) : nodes;
  const walks = ASKS_FOR_ORIGIN.test(source);
  const known = names.flatMap((name): [string, CodeNode][] => {
    const node = env.node(name);
    if (!node.exists) return [];
    if (!node.executed) return [[name, { executed: false, items: [], paired: [] }]];
    const items = node.items();
    return [[name, { executed: true, items, paired: walks ? pairedOf(name, items, { count, scope }) : [] }]];
  });
  return {
    nodes: Object.fromEntries(known.filter(([name]) => name !== '__proto__')),
    runIndex: env.runIndex,
    workflow: env.workflow,
    execution: env.execution,
    vars: env.vars,
  };
}

function pairedOf(
  name: string,
  items: readonly Item[],
  input: { count: number; scope: (index: number) => ExpressionEnv },
): CodeNode['paired'] {
  const places = new Map(items.map((item, index) => [item, index]));
  return Array.from({ length: input.count }, (_, index) => {
    const paired = input.scope(index).node(name).pairedItem();
    if (paired === undefined) return null;
    return paired === 'undetermined' ? paired : (places.get(paired) ?? paired);
  });
}
