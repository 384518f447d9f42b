import { describe, expect, it } from 'vitest';
import { portableWorkflowSchema } from '@/core/contracts/portable-workflow';
import { createCatalog, type NodeDefinition } from '@/core/node-kit/definition';
import { checkReferences, outsideIds, type KnownIds } from './check-references';

const plain = {
  ...{ version: 1, name: 'Call', summary: '', family: 'network', synonyms: [], fields: [], examples: [] },
  ...{ inputs: [{ name: 'main', label: 'In' }], outputs: [{ name: 'main', label: 'Out' }] },
  ...{ effect: 'pure', mode: 'list' },
} as const satisfies Omit<NodeDefinition, 'type'>;
const catalog = createCatalog([
  { ...plain, type: 'call', credentials: [{ slot: 'auth', kinds: ['bearer'] }] },
  { ...plain, type: 'bare' },
  {
    ...plain,
    type: 'runs',
    fields: [{ kind: 'text', name: 'workflow', label: 'Workflow', picks: 'workflow' }],
  },
]);
const known: KnownIds = {
  self: 'me',
  workflows: new Set(['rescue']),
  credentials: new Map([['key-1', { name: 'Key', kind: 'bearer', hosts: ['api.test'] }]]),
};

function graphOf(
  node: { type?: string; credentials?: Record<string, string>; disabled?: boolean },
  errorWorkflow: string | null = null,
) {
  const { type = 'call', credentials = {}, disabled = false } = node;
  return portableWorkflowSchema.parse({
    ...{ format: 'heddle.workflow/1', name: 'w', settings: { errorWorkflow } },
    nodes: [{ id: 'n', type, name: 'Call', position: { x: 0, y: 0 }, credentials, settings: { disabled } }],
  });
}

describe('a workflow that a node names', () => {
  it.each([
    ['gone', [['node.unknown-workflow', 'n', 'parameters.workflow']]],
    ['rescue', []],
    ['', []],
  ])('%j', (workflow, problems) => {
    const graph = graphOf({ type: 'runs' });
    const [node] = graph.nodes;
    if (node) node.parameters = { workflow };
    expect(outsideIds(graph, catalog).workflows).toEqual(workflow === '' ? [] : [workflow]);
    expect(
      checkReferences(graph, catalog, known).map(({ code, nodeId, path }) => [code, nodeId, path]),
    ).toEqual(problems);
  });
});

describe('ids that name something outside the file', () => {
  it.each([
    ['nothing is named', graphOf({}), []],
    ['all exist', graphOf({ credentials: { auth: 'key-1' } }, 'rescue'), []],
    [
      'the error workflow is unknown',
      graphOf({}, 'gone'),
      [['settings.unknown-error-workflow', null, 'settings.errorWorkflow']],
    ],
    [
      'the error workflow is the workflow itself',
      graphOf({}, 'ME'),
      [['settings.own-error-workflow', null, 'settings.errorWorkflow']],
    ],
    [
      'the credential is unknown',
      graphOf({ credentials: { auth: 'key-2' } }),
      [['node.unknown-credential', 'n', 'credentials.auth']],
    ],
    [
      'the slot is unknown, whatever it holds',
      graphOf({ credentials: { other: 'key-1' } }),
      [['node.unknown-slot', 'n', 'credentials.other']],
    ],
    [
      'the node type has no slots',
      graphOf({ type: 'bare', credentials: { auth: 'key-1' } }),
      [['node.unknown-slot', 'n', 'credentials.auth']],
    ],
    ['the node is off', graphOf({ credentials: { other: 'x' }, disabled: true }), []],
    ['the node type is unknown', graphOf({ type: 'ghost', credentials: { a: 'x' } }), []],
  ])('%s', (_case, graph, expected) => {
    const problems = checkReferences(graph, catalog, known);
    expect(problems.map(({ code, nodeId, path }) => [code, nodeId, path])).toEqual(expected);
    expect(problems.every(({ severity, fix }) => severity === 'error' && fix !== undefined)).toBe(true);
  });

  it('are collected once each', () => {
    const graph = graphOf({ credentials: { auth: 'a', other: 'a' } }, 'w');
    expect(outsideIds(graph, catalog)).toEqual({ workflows: ['w'], credentials: ['a'] });
  });
});
