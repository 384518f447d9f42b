import { describe, expect, it } from 'vitest';
import { portableWorkflowSchema } from '@/core/contracts/portable-workflow';
import { applyEdit } from '@/core/draft/apply-edit';
import { docFromGraph } from '@/core/draft/doc-from-graph';
import { projectDraft } from '@/core/draft/project-draft';
import { createUndo } from '@/core/draft/undo';
import type { NodeDefinition } from '@/core/node-kit/definition';
import { aNodeType } from '@/testing/builders/node-type';
import { insertEdits, isInsertable } from './insert-on-edge';

const passing = aNodeType({
  type: 'no-op',
  name: 'No-op',
  inputs: [{ name: 'in', label: 'Input' }],
  outputs: [{ name: 'out', label: 'Output' }],
});
const graph = portableWorkflowSchema.parse({
  format: 'heddle.workflow/1',
  name: 'W',
  nodes: [
    { id: 'a', type: 'no-op', name: 'A', position: { x: 0, y: 0 } },
    { id: 'b', type: 'no-op', name: 'B', position: { x: 320, y: 0 } },
    { id: 'c', type: 'no-op', name: 'C', position: { x: 640, y: 0 } },
    { id: 'free', type: 'no-op', name: 'Free', position: { x: 300, y: 300 } },
  ],
  edges: [
    { id: 'ab', source: 'a', sourcePort: 'out', target: 'b', targetPort: 'in' },
    { id: 'bc', source: 'b', sourcePort: 'out', target: 'c', targetPort: 'in' },
  ],
});

function insert(definition: NodeDefinition, options: { edgeId: string; nodeId: string; makesRoom: boolean }) {
  let count = 0;
  const node = graph.nodes.find(({ id }) => id === options.nodeId);
  if (!node) throw new Error('no such node');
  const newId = (prefix: string) => `${prefix}-${(count += 1)}`;
  return insertEdits({ graph, node, definition, place: { x: 320, y: 0 }, newId, ...options });
}

describe('inserting on an edge', () => {
  it('makes two edges of one in one undo step, and one undo brings the old edge back', () => {
    const doc = docFromGraph(graph);
    const undo = createUndo(doc, 'me');
    const edits = insert(passing, { edgeId: 'ab', nodeId: 'free', makesRoom: true });
    expect(applyEdit(doc, { kind: 'batch', edits }, 'me').done).toBe(true);
    const after = projectDraft(doc).graph;
    expect(after.edges.map(({ source, target }) => `${source}${target}`).sort()).toEqual([
      'afree',
      'bc',
      'freeb',
    ]);
    expect(after.nodes.find(({ id }) => id === 'c')?.position.x).toBe(960);
    undo.undo();
    expect(projectDraft(doc).graph).toEqual(graph);
  });

  it('moves nothing where the person said where things go', () => {
    const kinds = insert(passing, { edgeId: 'ab', nodeId: 'free', makesRoom: false }).map(({ kind }) => kind);
    expect(kinds).toEqual(['disconnect', 'connect', 'connect']);
  });

  it('keeps the edge when nothing leads out of the node, and does nothing without a way in', () => {
    const end = { ...passing, outputs: [] };
    expect(insert(end, { edgeId: 'ab', nodeId: 'free', makesRoom: true })).toMatchObject([
      { kind: 'connect', edge: { source: 'a', target: 'free' } },
    ]);
    const trigger = { ...passing, inputs: [] };
    expect(insert(trigger, { edgeId: 'ab', nodeId: 'free', makesRoom: true })).toEqual([]);
    expect(insert(passing, { edgeId: 'ab', nodeId: 'a', makesRoom: true })).toEqual([]);
  });

  it('is offered to nodes that hang on nothing', () => {
    const [a, , , free] = graph.nodes;
    if (!a || !free) throw new Error('no such node');
    expect(isInsertable(graph, free, passing)).toBe(true);
    expect(isInsertable(graph, a, passing)).toBe(false);
    expect(isInsertable(graph, free, { ...passing, outputs: [] })).toBe(false);
    expect(isInsertable(graph, free, undefined)).toBe(false);
  });
});
