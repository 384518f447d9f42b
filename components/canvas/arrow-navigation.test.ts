import { describe, expect, it } from 'vitest';
import { portableWorkflowSchema } from '@/core/contracts/portable-workflow';
import { firstNode, nodeInDirection } from './arrow-navigation';

const node = (id: string, x: number, y: number) => ({ id, type: 'x', name: id, position: { x, y } });
//        ┌─ yes
//  a ── if
//        └─ no
const graph = portableWorkflowSchema.parse({
  format: 'heddle.workflow/1',
  name: 'W',
  nodes: [node('if', 300, 0), node('no', 600, 100), node('yes', 600, -90), node('a', 0, 0)],
  edges: [
    { id: '1', source: 'a', target: 'if' },
    { id: '2', source: 'if', target: 'no' },
    { id: '3', source: 'if', target: 'yes' },
  ],
});

describe('arrow keys', () => {
  it('begin at the leftmost node', () => {
    expect(firstNode(graph)).toBe('a');
    expect(nodeInDirection(graph, 'unknown', 'ArrowUp')).toBe('a');
  });

  it('follow edges to the right and to the left', () => {
    expect(nodeInDirection(graph, 'a', 'ArrowRight')).toBe('if');
    expect(nodeInDirection(graph, 'if', 'ArrowRight')).toBe('yes');
    expect(nodeInDirection(graph, 'no', 'ArrowLeft')).toBe('if');
    expect(nodeInDirection(graph, 'a', 'ArrowLeft')).toBeNull();
  });

  it('go to the neighbour above and below', () => {
    expect(nodeInDirection(graph, 'yes', 'ArrowDown')).toBe('no');
    expect(nodeInDirection(graph, 'no', 'ArrowUp')).toBe('yes');
  });
});
