import { describe, expect, it } from 'vitest';
import { portableWorkflowSchema } from '@/core/contracts/portable-workflow';
import type { RunStepDetail } from '@/core/contracts/run-input';
import { createCatalog, type NodeDefinition } from '@/core/node-kit/definition';
import { dataNodes, nodeInput, nodeOutput } from './node-data';
import { sampleEnv } from './sample-env';

const definition = (type: string, more: Partial<NodeDefinition> = {}): NodeDefinition => ({
  type,
  version: 1,
  name: type,
  summary: '',
  family: 'flow',
  synonyms: [],
  inputs: [{ name: 'main', label: '' }],
  outputs: [{ name: 'main', label: '' }],
  fields: [],
  effect: 'pure',
  mode: 'item',
  examples: [],
  ...more,
});
const ports = ['true', 'false'].map((name) => ({ name, label: name }));
const catalog = createCatalog([
  definition('hook', { outputExample: { main: [{ example: 1 }] } }),
  definition('if', { outputs: ports }),
  definition('end'),
]);
const node = (id: string, type: string) => ({ id, type, name: id.toUpperCase(), position: { x: 0, y: 0 } });
// hook ── if ─(true)─ end
const graph = portableWorkflowSchema.parse({
  format: 'heddle.workflow/1',
  name: 'W',
  nodes: [node('hook', 'hook'), node('if', 'if'), node('end', 'end')],
  edges: [
    { id: '1', source: 'hook', target: 'if' },
    { id: '2', source: 'if', sourcePort: 'true', target: 'end' },
  ],
});
const step = (
  nodeId: string,
  output: RunStepDetail['output'],
  input: RunStepDetail['input'] = {},
): [string, RunStepDetail] => [
  nodeId,
  {
    key: nodeId,
    nodeId,
    nodeName: nodeId,
    iteration: null,
    status: 'succeeded',
    attempts: 1,
    startedAt: null,
    durationMs: 1,
    error: null,
    itemCounts: {},
    input,
    output,
  },
];
const none = new Map<string, RunStepDetail>();

describe('node data', () => {
  it('shows examples before anything ran, also through nodes that hand items on', () => {
    expect(nodeInput({ graph, catalog, details: none }, 'end')).toEqual({
      source: 'example',
      ports: { main: [{ json: { example: 1 } }] },
    });
  });

  it('prefers what the run handed over, by port', () => {
    const details = new Map([step('if', { true: [{ json: { real: 2 } }], false: [{ json: { real: 3 } }] })]);
    expect(nodeInput({ graph, catalog, details }, 'end')).toEqual({
      source: 'run',
      ports: { main: [{ json: { real: 2 } }] },
    });
  });

  it('shows what a step really got once it ran', () => {
    const details = new Map([step('end', {}, { main: [{ json: { got: 1 } }] })]);
    expect(nodeInput({ graph, catalog, details }, 'end').ports).toEqual({ main: [{ json: { got: 1 } }] });
  });

  it('takes pinned data over the example', () => {
    const pinned = { ...graph, pinned: { hook: [{ json: { pin: 1 } }] } };
    const [hook] = pinned.nodes;
    expect(hook && nodeOutput({ graph: pinned, catalog, details: none }, hook).source).toBe('pinned');
  });

  it('names the nodes whose data is wanted, nearest first and never too many', () => {
    expect(dataNodes(graph, 'end')).toEqual(['end', 'if', 'hook']);
    expect(dataNodes(graph, 'end', 2)).toEqual(['end', 'if']);
  });

  it('gives expressions the first item and other nodes by name', () => {
    const details = new Map([step('hook', { main: [{ json: { a: 1 } }, { json: { a: 2 } }] })]);
    const env = sampleEnv({
      graph,
      catalog,
      details,
      nodeId: 'if',
      workflow: { id: 'w', name: 'W' },
      now: 5,
      runId: null,
    });
    expect(env.item).toEqual({ json: { a: 1 } });
    expect(env.inputItems()).toHaveLength(2);
    expect(env.node('HOOK').items()).toHaveLength(2);
    expect(env.node('Nobody').exists).toBe(false);
    expect(env.nodeNames?.()).toEqual(['HOOK', 'END']);
  });
});

it('takes an example without fields for a shape that nobody knows', () => {
  const unknown = createCatalog([
    definition('hook', { outputExample: { main: [{}] } }),
    definition('if', { outputs: ports }),
    definition('end'),
  ]);
  expect(nodeInput({ catalog: unknown, graph, details: new Map() }, 'end')).toEqual({
    source: 'none',
    ports: {},
  });
});
