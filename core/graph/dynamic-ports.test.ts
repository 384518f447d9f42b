/** Ports that hang on parameters: canvas, validation and plan must agree on them. */
import { describe, expect, it } from 'vitest';
import { portableWorkflowSchema, type PortableWorkflow } from '@/core/contracts/portable-workflow';
import { compilePlan } from '@/core/engine/compile-plan';
import type { JsonObject } from '@/core/items/item';
import { createCatalog, type NodeDefinition } from '@/core/node-kit/definition';
import { canConnect } from './can-connect';
import { validateGraph } from './validate-graph';

const port = (name: string) => ({ name, label: name });

function define(type: string, own: Partial<NodeDefinition>): NodeDefinition {
  return {
    type,
    version: 1,
    name: type,
    summary: '',
    family: 'flow',
    synonyms: [],
    inputs: [port('main')],
    outputs: [port('main')],
    fields: [],
    effect: 'pure',
    mode: 'list',
    examples: [],
    ...own,
  };
}

const catalog = createCatalog([
  define('start', { inputs: [], trigger: 'manual' }),
  define('join', {
    inputs: [port('a'), port('b'), port('c')],
    inputsByField: 'count',
    fields: [{ kind: 'number', name: 'count', label: 'Inputs', default: 2, expression: 'never' }],
  }),
  define('route', {
    outputs: { byField: 'rules', key: 'port', then: [], last: 'rest' },
    fields: [
      {
        kind: 'list',
        name: 'rules',
        label: 'Rules',
        itemLabel: 'Rule',
        default: [{ port: 'one' }],
        item: [{ kind: 'text', name: 'port', label: 'Port', expression: 'never' }],
      },
      { kind: 'text', name: 'rest', label: 'Rest', default: 'else', expression: 'never' },
    ],
  }),
]);

function draw(parameters: { join?: JsonObject; route?: JsonObject }, arrows: readonly string[]) {
  const node = (id: string, type: string, own: JsonObject = {}): PortableWorkflow['nodes'][number] => ({
    id,
    type,
    name: id,
    position: { x: 0, y: 0 },
    parameters: own,
  });
  return portableWorkflowSchema.parse({
    format: 'heddle.workflow/1',
    name: 'Ports',
    nodes: [node('t', 'start'), node('r', 'route', parameters.route), node('j', 'join', parameters.join)],
    edges: ['t.main r.main', ...arrows].map((arrow, index) => {
      const [from = '', to = ''] = arrow.split(' ');
      const [source, sourcePort] = from.split('.');
      const [target, targetPort] = to.split('.');
      return { id: `e${index}`, source, sourcePort, target, targetPort };
    }),
  });
}

function unknownPorts(graph: ReturnType<typeof draw>): string[] {
  return validateGraph(graph, catalog, { mode: 'draft' })
    .filter(({ code }) => code === 'graph.unknown-port')
    .map(({ params }) => String(params?.port));
}

describe('inputs by number', () => {
  it('are the first few; an edge to one beyond them is a problem and does not count in a run', () => {
    const three = draw({ join: { count: 3 } }, ['r.one j.a', 'r.else j.c']);
    const two = draw({}, ['r.one j.a', 'r.else j.c']);
    expect(unknownPorts(three)).toEqual([]);
    expect(unknownPorts(two)).toEqual(['c']);
    const inputs = (graph: typeof two) =>
      compilePlan(graph, catalog)
        .nodes.get('j')
        ?.inputs.map((input) => input.port);
    expect(inputs(three)).toEqual(['a', 'c']);
    expect(inputs(two)).toEqual(['a']);
  });

  it('can be connected once they are there', () => {
    const edge = { source: 'r', sourcePort: 'one', target: 'j', targetPort: 'c' };
    expect(canConnect(draw({}, []), catalog, edge)?.code).toBe('graph.unknown-port');
    expect(canConnect(draw({ join: { count: 3 } }, []), catalog, edge)).toBeNull();
  });
});

describe('outputs by rules', () => {
  it('are one for each name, then the last; defaults count where nothing is set', () => {
    expect(unknownPorts(draw({}, ['r.one j.a', 'r.else j.b']))).toEqual([]);
    const named = { rules: [{ port: 'x' }, { port: 'y' }], rest: '' };
    expect(unknownPorts(draw({ route: named }, ['r.x j.a', 'r.y j.b']))).toEqual([]);
    expect(unknownPorts(draw({ route: named }, ['r.else j.a', 'r.one j.b']))).toEqual(['else', 'one']);
  });
});

describe('ports by a list', () => {
  const ports = [port('main'), { ...port('ai'), kind: 'tool' as const }];
  const rows = [{ name: 'main' }, { name: 'extra' }, { name: 'ai', kind: 'tool' }];
  const stand = define('stand', {
    inputs: [],
    inputsByList: { byField: 'ins', key: 'name' },
    outputs: { byField: 'outs', key: 'name', then: [] },
    fields: [
      { kind: 'json', name: 'ins', label: 'In', expression: 'never' },
      { kind: 'json', name: 'outs', label: 'Out', expression: 'never' },
    ],
  });
  const own = createCatalog([define('start', { inputs: [], trigger: 'manual', outputs: ports }), stand]);
  const at = { position: { x: 0, y: 0 } };
  const graph = portableWorkflowSchema.parse({
    format: 'heddle.workflow/1',
    name: 'W',
    nodes: [
      { id: 's', type: 'start', name: 'S', ...at },
      { id: 'p', type: 'stand', name: 'P', ...at, parameters: { ins: rows, outs: rows } },
    ],
    edges: [
      { id: 'e1', source: 's', target: 'p' },
      { id: 'e2', source: 's', target: 'p', targetPort: 'extra' },
      { id: 'e3', source: 's', sourcePort: 'ai', target: 'p', targetPort: 'ai' },
    ],
  } satisfies PortableWorkflow);

  it('are one for each row, and carry what the row says', () => {
    const wrong = { ...graph, edges: graph.edges.map((edge) => ({ ...edge, targetPort: 'none' })) };
    const codes = (of: typeof graph) => validateGraph(of, own, { mode: 'draft' }).map(({ code }) => code);
    expect(codes(graph)).toEqual([]);
    expect(codes(wrong)).toContain('graph.unknown-port');
    const plan = compilePlan(graph, own);
    expect(plan.nodes.get('p')?.inputs.map(({ port: name }) => name)).toEqual(['main', 'extra']);
    expect(plan.nodes.get('p')?.outputPorts.map(({ name, kind }) => [name, kind])).toEqual([
      ['main', undefined],
      ['extra', undefined],
      ['ai', 'tool'],
    ]);
  });
});
