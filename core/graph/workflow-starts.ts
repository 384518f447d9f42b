/** How a workflow can be started from other workflows, read off its triggers. */
import type { TypedInput, WorkflowStarts } from '@/core/contracts/callable-workflow';
import type { GraphNode } from '@/core/contracts/portable-workflow';
import type { JsonObject } from '@/core/items/item';
import type { Catalog } from '@/core/node-kit/definition';

/** As much of a node as it takes. */
export type StartNode = Pick<GraphNode, 'type' | 'typeVersion' | 'parameters'> & {
  settings: Pick<GraphNode['settings'], 'disabled'>;
};

/** The starts of these nodes; the first trigger for calls counts, as it does when a run begins. */
export function startsOf(nodes: readonly StartNode[], catalog: Catalog): WorkflowStarts {
  const kindOf = (node: StartNode) =>
    node.settings.disabled ? undefined : catalog.find(node.type, node.typeVersion)?.trigger;
  const called = nodes.find((node) => kindOf(node) === 'workflow');
  return {
    canBeCalled: called !== undefined,
    inputs: called ? typedInputs(called.parameters) : [],
    takesFailures: nodes.some((node) => kindOf(node) === 'error'),
  };
}

/** The inputs that a trigger for calls names. Rows that nobody filled in are passed over. */
export function typedInputs(parameters: Readonly<JsonObject>): TypedInput[] {
  const rows = Object.hasOwn(parameters, 'inputs') ? parameters['inputs'] : undefined;
  return (Array.isArray(rows) ? rows : []).flatMap((row) => {
    if (row === null || typeof row !== 'object' || Array.isArray(row)) return [];
    const { name, type, required } = row;
    if (typeof name !== 'string' || name === '') return [];
    return [{ name, type: typeof type === 'string' ? type : 'any', required: required !== false }];
  });
}
