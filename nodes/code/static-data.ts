/** What code keeps from run to run: one object for the workflow, one for each of its nodes. */
import { isPlainObject } from '@/core/items/plain-json';
import type { JsonObject } from '@/core/items/item';
import type { StaticData } from '@/core/node-kit/executor';
import type { WorkflowMemory } from '@/core/node-kit/workflow-memory';

const SCOPE = 'static-data';
const GLOBAL = 'global';
const ASKS = /\bgetWorkflowStaticData\b/;

/** What is kept, for code that asks for it; undefined for other code. */
export async function readStaticData(
  memory: WorkflowMemory,
  source: string,
  node: string,
): Promise<StaticData | undefined> {
  if (!ASKS.test(source)) return undefined;
  const own = keyOf(node);
  const found = await memory.find(SCOPE, [GLOBAL, own]);
  const at = (key: string): JsonObject => {
    const value = found.get(key);
    return isPlainObject(value) ? value : {}; // JSON of the store
  };
  return { global: at(GLOBAL), node: at(own) };
}

/** Notes what the code changed. Throws NodeFailure `memory.too-large`. */
export function writeStaticData(memory: WorkflowMemory, changed: Partial<StaticData>, node: string): void {
  const entries = [
    [GLOBAL, changed.global],
    [keyOf(node), changed.node],
  ] as const;
  for (const [key, value] of entries) {
    if (value) memory.change({ kind: 'set', scope: SCOPE, key, value });
  }
}

function keyOf(node: string): string {
  return `node:${node}`;
}
