/** A step of a node type that is there for tests alone. */
import { portableWorkflowSchema } from '@/core/contracts/portable-workflow';
import type { PlanNode } from '@/core/engine/types';
import { createEnv } from '@/core/expression/scope';
import type { Item, JsonObject } from '@/core/items/item';
import { defineNode, type NodeDefinition } from '@/core/node-kit/definition';
import type { AnyExecutor } from '@/core/node-kit/executor';
import { runHere } from '@/testing/nodes/fake-context';
import { fakeFiles } from '@/testing/nodes/fake-files';
import { executeStep, type StepInput } from '@/worker/steps/execute-step';
import { createStepContext } from '@/worker/steps/step-context';
import { createStepMemory } from '@/worker/steps/step-memory';

export const PROBE = defineNode({
  type: 'probe',
  version: 1,
  name: 'Probe',
  summary: 'For tests.',
  family: 'data',
  synonyms: [],
  inputs: [{ name: 'main', label: 'Input' }],
  outputs: [
    { name: 'main', label: 'Output' },
    { name: 'other', label: 'Other' },
  ],
  fields: [
    { kind: 'json', name: 'value', label: 'Value' },
    { kind: 'text', name: 'token', label: 'Token', secret: true, expression: 'never' },
  ],
  effect: 'write',
  mode: 'item',
  examples: [],
});

export function probeNode(
  settings: JsonObject = {},
  parameters: JsonObject = {},
  definition: NodeDefinition = PROBE,
): PlanNode {
  const file = { id: 'probe', type: 'probe', name: 'Probe', position: { x: 0, y: 0 }, settings };
  const [node] = portableWorkflowSchema.parse({
    format: 'heddle.workflow/1',
    name: 'w',
    nodes: [file],
  }).nodes;
  if (!node) throw new Error('no node');
  const outputPorts = [
    ...PROBE.outputs,
    ...(settings['onError'] === 'error-port' ? [{ name: 'error', label: 'Error' }] : []),
  ];
  return {
    ...node,
    parameters,
    definition,
    order: 0,
    inDoubt: 'ask',
    inputs: [],
    outputs: {},
    outputPorts,
    passThrough: false,
    pinned: null,
    isLoop: false,
    sink: true,
    // No test looks at the scopes; only the engine does.
    scope: undefined as never,
    home: undefined as never,
    rounds: [],
  };
}

/** One try of it, on rows or whatever input is given. */
export function runStepOf(executor: AnyExecutor, parts: Partial<StepInput> & { rows?: JsonObject[] } = {}) {
  const items = (parts.rows ?? [{ n: 1 }, { n: 2 }, { n: 3 }]).map((json): Item => ({ json }));
  return executeStep({
    node: probeNode(),
    executor,
    inputs: { main: items },
    env: (item, itemIndex) => createEnv({ itemIndex, ...(item ? { item } : {}) }),
    context: (stop) =>
      createStepContext({
        http: { request: () => Promise.reject(new Error('no call')) },
        files: fakeFiles(),
        memory: createStepMemory({
          store: undefined,
          place: { tenantId: 't', workflowId: 'w' },
          earlier: () => [],
        }),
        offload: runHere,
        timezone: 'UTC',
        sandbox: {
          runJavaScript: () => Promise.reject(new Error('no code')),
          runSql: () => Promise.reject(new Error('no SQL')),
        },
        effect: (_effect, fn) => fn('key'),
        stop,
        now: 0,
        seed: 'seed',
      }),
    ...parts,
  });
}
