/** Which triggers a test run can begin at, and with what. Pure. */
import type { Graph, GraphNode } from '@/core/graph/graph';
import type { Json, JsonObject } from '@/core/items/item';
import type { Catalog, NodeDefinition } from '@/core/node-kit/definition';

export interface TestTrigger {
  node: GraphNode;
  definition: NodeDefinition;
}

/** Triggers that are switched on, in file order. */
export function testTriggers(graph: Graph, catalog: Catalog): TestTrigger[] {
  return graph.nodes.flatMap((node) => {
    const definition = catalog.find(node.type, node.typeVersion);
    return definition?.trigger !== undefined && !node.settings.disabled ? [{ node, definition }] : [];
  });
}

/** The trigger that a test begins at without asking: the only one, and nothing has to be sent to it. */
export function triggerAtOnce(triggers: readonly TestTrigger[]): TestTrigger | undefined {
  const [only] = triggers;
  const kind = only?.definition.trigger;
  return triggers.length === 1 && (kind === 'manual' || kind === 'schedule') ? only : undefined;
}

/** A first input for a test: what was pinned, else the trigger's example, else nothing. */
export function sampleInput(graph: Graph, { node, definition }: TestTrigger): JsonObject {
  const [pinned] = graph.pinned[node.id] ?? [];
  if (pinned) return pinned.json;
  // The moment of the test stands in for the scheduled time.
  if (definition.trigger === 'schedule') return {};
  const [example] = Object.values(definition.outputExample ?? {})[0] ?? [];
  return example ?? {};
}

export type ParsedInput =
  { ok: true; input: JsonObject | { json: JsonObject }[] } | { ok: false; reason: 'not-json' | 'not-object' };

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads what was typed as a test input: one object, or a list of objects as items. */
export function parseTestInput(text: string): ParsedInput {
  if (text.trim() === '') return { ok: true, input: {} };
  let value: Json;
  try {
    value = JSON.parse(text) as Json; // JSON.parse gives JSON
  } catch {
    return { ok: false, reason: 'not-json' };
  }
  if (isObject(value)) return { ok: true, input: value };
  if (Array.isArray(value) && value.length > 0 && value.every(isObject)) {
    return { ok: true, input: value.map((json) => ({ json })) };
  }
  return { ok: false, reason: 'not-object' };
}
