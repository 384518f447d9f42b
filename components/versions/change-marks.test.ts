import { describe, expect, it } from 'vitest';
import { portableWorkflowSchema, type Graph } from '@/core/contracts/portable-workflow';
import { diffGraphs } from '@/core/graph/diff';
import { createCatalog } from '@/core/node-kit/definition';
import { marksOf, overlayGraph } from './change-marks';

const size = { width: 99, height: 99 };
function graphOf(
  nodes: Record<string, number>,
  edges: readonly string[],
  notes: Record<string, string>,
): Graph {
  return portableWorkflowSchema.parse({
    ...{ format: 'heddle.workflow/1', name: 'W' },
    nodes: Object.entries(nodes).map(([id, x]) => ({ id, type: 't', name: id, position: { x, y: 0 } })),
    edges: edges.map((edge) => {
      const [id, source, target] = edge.split(' ');
      return { id, source, target };
    }),
    notes: Object.entries(notes).map(([id, text]) => ({ id, text, position: { x: 0, y: 0 }, size })),
  });
}

describe('marks of a comparison', () => {
  const from = graphOf({ a: 0, b: 10, gone: 20 }, ['e1 a b', 'e2 b gone'], { n: 'old', m: 'x' });
  const to = graphOf({ a: 5, b: 10, c: 30 }, ['e1 a c', 'e3 c b'], { n: 'new' });
  to.nodes = to.nodes.map((node) => (node.id === 'b' ? { ...node, name: 'Bee' } : node));
  const diff = diffGraphs(from, to, createCatalog([]));

  it('say what became of each thing', () => {
    const { nodes, edges, notes } = marksOf(diff);
    expect(Object.fromEntries(nodes)).toEqual({ a: 'moved', b: 'changed', c: 'added', gone: 'removed' });
    expect(Object.fromEntries(edges)).toEqual({
      e1: 'changed',
      'e1.before': 'removed',
      e2: 'removed',
      e3: 'added',
    });
    expect(Object.fromEntries(notes)).toEqual({ n: 'changed', m: 'removed' });
  });

  it('lie over one graph that holds both', () => {
    const both = overlayGraph(from, to, diff);
    expect(both.nodes.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'gone']);
    expect(both.edges.map(({ id }) => id)).toEqual(['e1', 'e3', 'e2', 'e1.before']);
    expect(both.notes.map(({ id }) => id)).toEqual(['n', 'm']);
  });
});
