import { describe, expect, it } from 'vitest';
import { createCatalog } from '@/core/node-kit/definition';
import { engineCatalog } from '@/testing/engine/catalog';
import { drawGraph } from '@/testing/engine/draw-graph';
import { compilePlan } from './compile-plan';
import { planOrder } from './plan-order';

describe('compilePlan', () => {
  it('orders topologically, of those that could come next the first in the file', () => {
    const nodes = ['z', 'b', 'a', 't'].map((id) => ({ id }));
    const edges = [['t', 'a'], ['t', 'b'], ['a', 'z']].map(([source = '', target = '']) => ({ source, target })); // prettier-ignore
    expect(planOrder(nodes, edges)).toEqual(['t', 'b', 'a', 'z']);
  });

  it('lists input ports in the order of the definition and edges in that of the file', () => {
    const plan = compilePlan(
      drawGraph(['t -> a', 'a -> j.b', 't -> j.a', 'a -> j.a'], { nodes: { j: 'join' } }),
      engineCatalog,
    );
    const inputs = plan.nodes.get('j')?.inputs.map(({ port, edges }) => [port, edges.map((edge) => edge.id)]);
    expect(inputs).toEqual([['a', ['e3', 'e4']], ['b', ['e2']]]); // prettier-ignore
  });

  it('finds the edge that closes a cycle and leaves it out of activation', () => {
    const plan = compilePlan(drawGraph(['t -> a', 'a -> b', 'b -> a', 'b -> c']), engineCatalog);
    expect(plan.edges.filter((edge) => edge.back).map((edge) => edge.id)).toEqual(['e3']);
    expect(plan.nodes.get('a')?.inputs).toHaveLength(1);
    expect(plan.ordered.map((node) => node.id)).toEqual(['t', 'a', 'b', 'c']);
  });

  it('does not activate by attachments', () => {
    const plan = compilePlan(drawGraph(['t -> h', 'x -> h.tool'], { nodes: { h: 'helped' } }), engineCatalog);
    expect(plan.nodes.get('h')?.inputs.map(({ port }) => port)).toEqual(['main']);
  });

  it('names the node of a type that is not known', () => {
    const compile = () => compilePlan(drawGraph(['t -> a'], { nodes: { a: 'nonsense' } }), engineCatalog);
    expect(compile).toThrow(expect.objectContaining({ code: 'plan.unknown-node-type', details: { nodeId: 'a', type: 'nonsense', typeVersion: 1 } })); // prettier-ignore
  });

  it('brings old parameters to the newest version', () => {
    const [old] = engineCatalog.list().filter((definition) => definition.type === 'step');
    if (!old) throw new Error('no step type');
    const catalog = createCatalog([...engineCatalog.list(), { ...old, version: 3 }]);
    const graph = drawGraph(['t -> a'], { nodes: { a: { parameters: { url: 'x' } } } });
    const plan = compilePlan(graph, catalog, {
      upgrade: ({ parameters, from, to }) => ({ ...parameters, steps: to - from }),
    });
    expect(plan.nodes.get('a')).toMatchObject({ typeVersion: 3, parameters: { url: 'x', steps: 2 } });
    expect(compilePlan(graph, catalog).nodes.get('a')?.typeVersion).toBe(1);
  });

  it('has a port for each rule of a switch and one for errors', () => {
    const settings = { onError: 'error-port' as const };
    const parameters = { rules: [{ port: 'big' }, { port: 'small' }, { port: 'big' }, 'nonsense'] };
    const graph = drawGraph(['t -> s'], { nodes: { s: { type: 'switch', settings, parameters } } });
    const ports = compilePlan(graph, engineCatalog)
      .nodes.get('s')
      ?.outputPorts.map((port) => port.name);
    expect(ports).toEqual(['big', 'small', 'fallback', 'error']);
  });
});
