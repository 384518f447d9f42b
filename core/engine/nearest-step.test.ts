/** Which step of another node is meant. */
import { describe, expect, it } from 'vitest';
import { drawGraph } from '@/testing/engine/draw-graph';
import { given, iterating, succeeded } from '@/testing/engine/transcript';
import { nearestStep } from './nearest-step';

describe('the nearest step', () => {
  it('in a cycle is that of the own pass, else of the latest pass before, else of what is around', () => {
    //   t ─► a ─► b ─again─► a    b ─true─► once
    const graph = drawGraph(['t -> a', 'a -> b', 'b.false -> a max 9', 'b.true -> once'], {
      nodes: { b: 'split' },
    });
    const { state } = given(graph)
      .started()
      .when(succeeded('a@a~:0'), succeeded('b@a~:0', { false: 1, true: 1 }), succeeded('once@a~:0'))
      .when(succeeded('a@a~:1'), succeeded('b@a~:1', { false: 1 }));
    const ask = (nodeId: string, path: string[]) => nearestStep(state, nodeId, path)?.key;
    expect(ask('a', ['a~:2'])).toBe('a@a~:2');
    expect(ask('b', ['a~:2'])).toBe('b@a~:1');
    expect(ask('once', ['a~:2'])).toBe('once@a~:0');
    expect(ask('t', ['a~:2'])).toBe('t');
    expect(ask('nobody', ['a~:2'])).toBeUndefined();
  });

  it('follows what led to the pass, not what was numbered before it', () => {
    //   t ─► a ─► p ─► a    a ─► q ─► a
    const graph = drawGraph(['t -> a', 'a -> p', 'a -> q', 'p -> a max 9', 'q -> a max 9']);
    const { state } = given(graph)
      .started()
      .when(
        succeeded('a@a~:0'),
        succeeded('p@a~:0'),
        succeeded('q@a~:0'),
        succeeded('a@a~:1'),
        succeeded('p@a~:1'),
      );
    expect(nearestStep(state, 'p', ['a~:2'])?.key).toBe('p@a~:0');
  });

  it('in a loop is that of the own iteration, else of what is around', () => {
    const graph = drawGraph(['t -> L', 'L.item -> a', 'a -> L.next'], { nodes: { L: 'map' } });
    const { state } = given(graph)
      .started()
      .when(iterating('L', [1, 1], { concurrency: 2 }));
    expect(nearestStep(state, 'a', ['L:1'])?.key).toBe('a@L:1');
    expect(nearestStep(state, 'L', ['L:1'])?.key).toBe('L');
    expect(nearestStep(state, 'a', [])?.key).toBe('a@L:0');
  });
});
