import { describe, expect, it } from 'vitest';
import { portableWorkflowSchema } from '@/core/contracts/portable-workflow';
import { aNodeType } from '@/testing/builders/node-type';
import type { PaletteTarget } from './interaction-store';
import { planAddNode } from './add-node';

const definition = aNodeType({ type: 'no-op', name: 'No-op' });
const graph = portableWorkflowSchema.parse({
  format: 'heddle.workflow/1',
  name: 'W',
  nodes: [
    { id: 'a', type: 'no-op', name: 'A', position: { x: 0, y: 0 } },
    { id: 'b', type: 'no-op', name: 'B', position: { x: 320, y: 0 } },
  ],
  edges: [{ id: 'e', source: 'a', target: 'b' }],
});

function plan(target: PaletteTarget, outputs = ['main'], fallback = { x: 7, y: 7000 }) {
  let count = 0;
  const { node, edit } = planAddNode({
    graph,
    definition,
    target,
    fallback,
    newId: (prefix) => `${prefix}-${(count += 1)}`,
    portsOf: () => outputs.map((name) => ({ name })),
  });
  return { node, edits: edit.kind === 'batch' ? edit.edits : [] };
}

describe('adding a node', () => {
  it('puts it to the right of its source, below what is already there, and joins the two', () => {
    const { node, edits } = plan({ kind: 'after', nodeId: 'a', port: 'main' });
    expect(node.position.x).toBe(320);
    expect(node.position.y).toBeGreaterThanOrEqual(80);
    expect(edits.map((edit) => edit.kind)).toEqual(['add-node', 'connect']);
    expect(edits[1]).toMatchObject({
      edge: { source: 'a', sourcePort: 'main', target: node.id, targetPort: 'main' },
    });
  });

  it('stands below all of a node with many outputs', () => {
    const outputs = Array.from({ length: 10 }, (_, index) => `out-${index}`);
    const { y } = plan({ kind: 'free' }, outputs, { x: 0, y: 20 }).node.position;
    expect(y).toBeGreaterThanOrEqual(60 + 10 * 24);
    expect(plan({ kind: 'free' }, ['main'], { x: 0, y: 20 }).node.position.y).toBe(100);
  });

  it('takes the place of an edge and moves what follows to make room', () => {
    const { node, edits } = plan({ kind: 'between', edgeId: 'e' });
    expect(edits.map((edit) => edit.kind)).toEqual([
      'add-node',
      'move-nodes',
      'disconnect',
      'connect',
      'connect',
    ]);
    expect(edits[1]).toMatchObject({ positions: { b: { x: 640, y: 0 } } });
    expect(edits[3]).toMatchObject({ edge: { source: 'a', target: node.id } });
    expect(edits[4]).toMatchObject({ edge: { source: node.id, target: 'b' } });
  });

  it('goes exactly where it was dropped', () => {
    expect(plan({ kind: 'at', position: { x: 1, y: 2 } }).node.position).toEqual({ x: 1, y: 2 });
    expect(plan({ kind: 'free' }).node.position).toEqual({ x: 7, y: 7000 });
  });
});
