import { describe, expect, it } from 'vitest';
import { portableWorkflowSchema } from '@/core/contracts/portable-workflow';
import { createCatalog } from '@/core/node-kit/definition';
import { aNodeType } from '@/testing/builders/node-type';
import { wireCandidates } from './wire-candidates';

const pass = aNodeType({ type: 'pass', name: 'Pass' });
const catalog = createCatalog([
  pass,
  { ...pass, type: 'start', name: 'Start', inputs: [], trigger: 'manual' },
  {
    ...pass,
    type: 'merge',
    name: 'Merge',
    inputs: [
      { name: 'a', label: 'First' },
      { name: 'b', label: 'Second' },
    ],
  },
]);
const node = (id: string, type: string, x: number) => ({
  id,
  type,
  name: `Node ${id}`,
  position: { x, y: 0 },
});
const graph = portableWorkflowSchema.parse({
  format: 'heddle.workflow/1',
  name: 'W',
  nodes: [
    node('start', 'start', 0),
    node('one', 'pass', 300),
    node('two', 'pass', 600),
    node('three', 'pass', 900),
    node('both', 'merge', 1200),
  ],
  edges: [
    { id: 'e1', source: 'start', target: 'one' },
    { id: 'e2', source: 'one', target: 'two' },
  ],
});
const ask = (nodeId: string, query = '') =>
  wireCandidates(graph, catalog, { from: { nodeId, port: 'main' }, query });

describe('connecting by keyboard', () => {
  it('offers what fits first, nearest first, and what has no edge yet before what has', () => {
    expect(ask('one').map(({ nodeId, port, refusal }) => [nodeId, port.name, refusal === null])).toEqual([
      ['three', 'main', true],
      ['both', 'a', true],
      ['both', 'b', true],
      ['two', 'main', false],
    ]);
  });

  it('says why something does not fit', () => {
    const into = ask('two').find(({ nodeId }) => nodeId === 'start');
    expect(into?.refusal?.code).toBe(into ? 'graph.into-trigger' : undefined);
    expect(ask('one').at(-1)?.refusal?.code).toBe('graph.duplicate-edge');
  });

  it('gives an edge that leads back a limit', () => {
    const back = ask('two').find(({ nodeId }) => nodeId === 'one');
    expect(back).toMatchObject({ refusal: null, maxIterations: 10 });
    expect(ask('two').find(({ nodeId }) => nodeId === 'three')).not.toHaveProperty('maxIterations');
  });

  it('narrows down by words, which may name the port', () => {
    expect(ask('one', 'both SECOND').map(({ port }) => port.name)).toEqual(['b']);
    expect(ask('one', 'nowhere')).toEqual([]);
    expect(ask('gone')).toEqual([]);
  });
});
