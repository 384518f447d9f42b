import { describe, expect, it } from 'vitest';
import { portableWorkflowSchema } from '@/core/contracts/portable-workflow';
import type { Graph, PortableWorkflow } from '@/core/contracts/portable-workflow';
import { createCatalog, defineNode } from '@/core/node-kit/definition';
import type { NodeDefinition } from '@/core/node-kit/definition';
import { canConnect } from './can-connect';
import { edgeToMake } from './new-edge';
import { validateGraph } from './validate-graph';

const main = [{ name: 'main', label: 'Main' }];
const base = {
  version: 1,
  summary: '',
  synonyms: [],
  examples: [],
  mode: 'item',
  effect: 'pure',
  family: 'data',
} as const;
const start = defineNode({
  ...base,
  type: 'start',
  name: 'Start',
  inputs: [],
  outputs: main,
  fields: [],
  trigger: 'manual',
});
const step = defineNode({
  ...{ ...base, type: 'step', name: 'Step', inputs: main, outputs: main },
  fields: [
    { kind: 'text', name: 'url', label: 'URL', required: true },
    { kind: 'number', name: 'count', label: 'Count', min: 1, integer: true, default: 1 },
    { kind: 'key-value', name: 'headers', label: 'Headers' },
    { kind: 'conditions', name: 'conditions', label: 'Conditions' },
    {
      kind: 'select',
      name: 'method',
      label: 'Method',
      options: [
        { value: 'GET', label: '' },
        { value: 'POST', label: '' },
      ],
    },
    {
      kind: 'text',
      name: 'body',
      label: 'Body',
      required: true,
      showWhen: { field: 'method', in: ['POST'] },
    },
  ],
  effect: { byField: 'method', read: ['GET'], otherwise: 'write' },
});
const loop = defineNode({
  ...{ ...base, type: 'loop', name: 'Loop', fields: [] },
  inputs: [...main, { name: 'next', label: 'Next' }],
  outputs: [
    { name: 'item', label: 'Item' },
    { name: 'done', label: 'Done' },
  ],
});
const hook = defineNode({
  ...{ ...base, type: 'hook', name: 'Hook', inputs: [], outputs: main, trigger: 'webhook' },
  fields: [
    { kind: 'text', name: 'path', label: 'Path', required: true, expression: 'never' },
    {
      kind: 'select',
      name: 'respond',
      label: 'R',
      options: [
        { value: 'with-node', label: '' },
        { value: 'immediately', label: '' },
      ],
    },
    {
      kind: 'select',
      name: 'authentication',
      label: 'A',
      options: [
        { value: 'none', label: '' },
        { value: 'basic', label: '' },
      ],
    },
    {
      kind: 'multi-select',
      name: 'methods',
      label: 'M',
      options: [
        { value: 'GET', label: '' },
        { value: 'POST', label: '' },
      ],
    },
  ],
});
const respond = defineNode({
  ...base,
  type: 'respond',
  name: 'Respond',
  inputs: main,
  outputs: main,
  fields: [],
});
const model = defineNode({
  ...{ ...base, type: 'model', name: 'Model', inputs: [], fields: [] },
  outputs: [{ name: 'model', label: 'Model', kind: 'model' }],
});
const agent = defineNode({
  ...{ ...base, type: 'agent', name: 'Agent', outputs: main, fields: [] },
  inputs: [...main, { name: 'model', label: 'Model', kind: 'model' }],
});
const all: NodeDefinition[] = [start, step, loop, hook, respond, model, agent];
const catalog = createCatalog(all);

type Short = [id: string, type: string, parameters?: object, more?: object];

/** `a>b` is an edge from port main to port main; `a.p>b.q` names the ports. */
function graphOf(nodes: Short[], edges: string[] = [], more: Partial<PortableWorkflow> = {}): Graph {
  const ends = (text: string) => {
    const [id, port] = text.split('.');
    return { id: id ?? '', port: port ?? 'main' };
  };
  return portableWorkflowSchema.parse({
    format: 'heddle.workflow/1',
    name: 'W',
    nodes: nodes.map(([id, type, parameters = {}, rest = {}]) => ({
      ...{ id, type, name: id, position: { x: 0, y: 0 }, parameters },
      ...rest,
    })),
    edges: edges.map((edge, index) => {
      const [path = '', max] = edge.split(' max ');
      const [from = '', to = ''] = path.split('>');
      const limit = max === undefined ? {} : { maxIterations: Number(max) };
      const [source, target] = [ends(from), ends(to)];
      return {
        id: `e${index}`,
        source: source.id,
        sourcePort: source.port,
        target: target.id,
        targetPort: target.port,
        ...limit,
      };
    }),
    ...more,
  });
}

function codes(graph: Graph, mode: 'draft' | 'publish' = 'publish'): string[] {
  return validateGraph(graph, catalog, { mode }).map((problem) =>
    `${problem.severity === 'warning' ? '~' : ''}${problem.code} ${problem.nodeId ?? '-'} ${problem.path}`.trim(),
  );
}

const ok = { url: 'https://x' };

describe('validateGraph', () => {
  it('has nothing to say about a sound workflow', () => {
    expect(
      codes(
        graphOf(
          [
            ['s', 'start'],
            ['a', 'step', ok],
          ],
          ['s>a'],
        ),
      ),
    ).toEqual([]);
  });

  it('asks for what is missing on publish only', () => {
    const graph = graphOf([['a', 'step', {}]]);
    expect(codes(graph, 'draft')).toEqual([]);
    expect(codes(graph)).toEqual(['parameter.required a parameters.url', 'graph.no-trigger - nodes']);
  });

  it('names unknown types and versions', () => {
    const graph = graphOf(
      [
        ['s', 'start'],
        ['a', 'nope'],
        ['b', 'step', ok, { typeVersion: 9 }],
      ],
      ['s>a', 's>b'],
    );
    expect(codes(graph)).toEqual(['node.unknown-type a type', 'node.unknown-version b typeVersion']);
  });

  it('finds every wrong edge', () => {
    const graph = graphOf(
      [
        ['s', 'start'],
        ['a', 'step', ok],
        ['m', 'model'],
        ['g', 'agent'],
      ],
      ['s>a', 's>a', 'a.nope>g', 'a>g.nope', 'a>s', 'm.model>g', 'm.model>g.model', 'a>ghost'],
    );
    expect(codes(graph)).toEqual([
      'graph.dangling-edge - edges.7.target',
      'graph.duplicate-edge a edges.1',
      'graph.unknown-port a edges.2.sourcePort',
      'graph.unknown-port g edges.3.targetPort',
      'graph.into-trigger s edges.4.target',
      'graph.port-kind g edges.5.targetPort',
      'graph.cycle a edges.4',
    ]);
  });

  it('knows the error port only where it is switched on', () => {
    const nodes: Short[] = [
      ['s', 'start'],
      ['a', 'step', ok],
      ['b', 'step', ok],
    ];
    expect(codes(graphOf(nodes, ['s>a', 'a.error>b']))).toEqual(['graph.unknown-port a edges.1.sourcePort']);
    nodes[1] = ['a', 'step', ok, { settings: { onError: 'error-port' } }];
    expect(codes(graphOf(nodes, ['s>a', 'a.error>b']))).toEqual([]);
  });

  it('lets cycles pass through a loop node, or carry a limit', () => {
    const nodes: Short[] = [
      ['s', 'start'],
      ['a', 'step', ok],
      ['b', 'step', ok],
      ['l', 'loop'],
    ];
    expect(codes(graphOf(nodes, ['s>a', 'a>b', 'b>a', 'b>l']))).toEqual(['graph.cycle b edges.2']);
    expect(codes(graphOf(nodes, ['s>a', 'a>b', 'b>a max 5', 'b>l']))).toEqual([]);
    expect(codes(graphOf(nodes, ['s>l', 'l.item>a', 'a>b', 'b>l.next']))).toEqual([]);
    expect(codes(graphOf(nodes, ['s>l', 'l.item>a', 'a>a', 'a>l.next', 'l.done>b']))).toEqual([
      'graph.cycle a edges.2',
    ]);
    expect(codes(graphOf(nodes, ['s>l', 'l.item>a', 'a>b', 'b>l']))).toEqual(['graph.cycle b edges.3']);
    expect(codes(graphOf(nodes, ['s>a', 'a>b max 3', 'b>l']))).toEqual([
      '~graph.limit-without-cycle a edges.1.maxIterations',
    ]);
  });

  it('wants the limit on the edge that leads back, wherever the nodes stand in the file', () => {
    const nodes: Short[] = [
      ['b', 'step', ok],
      ['a', 'step', ok],
      ['s', 'start'],
    ];
    expect(codes(graphOf(nodes, ['b>a max 5', 'a>b', 's>a']))).toEqual([]);
    expect(codes(graphOf(nodes, ['b>a', 'a>b max 5', 's>a']))).toEqual([
      'graph.cycle-entered-aside a edges.1',
    ]);
    expect(codes(graphOf(nodes, ['b>b max 2', 'a>b', 's>a']))).toEqual([]);
  });

  it('wants a cycle to be entered by one node alone', () => {
    const nodes: Short[] = [
      ['s', 'start'],
      ['a', 'step', ok],
      ['b', 'step', ok],
    ];
    expect(codes(graphOf(nodes, ['s>a', 's>b', 'a>b', 'b>a max 5']))).toEqual([
      'graph.cycle-entered-aside b edges.3',
    ]);
  });

  it('lets nothing come back to a loop but from its own body', () => {
    const nodes: Short[] = [
      ['a', 'step', ok],
      ['s', 'start'],
      ['l', 'loop'],
      ['b', 'step', ok],
    ];
    // The body stands first in the file.
    expect(codes(graphOf(nodes, ['a>l.next', 's>l', 'l.item>a', 's>b']))).toEqual([]);
    expect(codes(graphOf(nodes, ['s>l', 'l.item>l.next', 's>a', 's>b']))).toEqual([]);
    for (const edges of [
      ['s>l', 's>l.next', 's>a', 's>b'],
      ['s>l', 'l.done>a', 'a>l.next', 's>b'],
      ['s>l', 'l.item>b', 's>a', 'b>a', 'a>l.next'],
    ]) {
      const found = codes(graphOf(nodes, edges));
      expect(found, edges.join(' ')).toEqual([expect.stringMatching(/^graph\.next-outside-loop/)]);
    }
  });

  it('checks parameters against their fields, expressions aside', () => {
    const wrong = {
      ...ok,
      count: 0.5,
      method: 'PUT',
      conditions: [{ left: 1, operator: 'no.such' }],
      extra: 1,
    };
    const right = {
      url: '{{ $json.url }}',
      count: '{{ $json.n }}',
      conditions: [{ left: 1, operator: 'any.exists' }],
    };
    const graph = graphOf(
      [
        ['s', 'start'],
        ['a', 'step', wrong],
        ['b', 'step', right],
      ],
      ['s>a', 'a>b'],
    );
    expect(codes(graph)).toEqual([
      'parameter.unknown a parameters.extra',
      'parameter.range a parameters.count',
      'parameter.operator a parameters.conditions.0.operator',
      'parameter.option a parameters.method',
    ]);
  });

  it('asks for a field only while it is shown', () => {
    const nodes = (method: string): Short[] => [
      ['s', 'start'],
      ['a', 'step', { ...ok, method }],
    ];
    expect(codes(graphOf(nodes('GET'), ['s>a']))).toEqual([]);
    expect(codes(graphOf(nodes('POST'), ['s>a']))).toEqual(['parameter.required a parameters.body']);
    expect(codes(graphOf(nodes('{{ $json.m }}'), ['s>a']))).toEqual([]);
  });

  it('reads expressions: syntax and names of nodes', () => {
    const parameters = {
      url: '{{ $json. }}',
      headers: [{ name: 'a', value: "{{ $('ghost').item }} {{ $('s').item }}" }],
    };
    const graph = graphOf(
      [
        ['s', 'start'],
        ['a', 'step', parameters],
      ],
      ['s>a'],
    );
    expect(codes(graph)).toEqual([
      'expression.syntax a parameters.url',
      'expression.unknown-node a parameters.headers.0.value',
    ]);
  });

  it('warns of nodes that nothing leads to, but not of what is attached', () => {
    const graph = graphOf(
      [
        ['s', 'start'],
        ['g', 'agent'],
        ['m', 'model'],
        ['x', 'step', ok],
      ],
      ['s>g', 'm.model>g.model'],
    );
    expect(codes(graph)).toEqual(['~graph.unreachable x']);
  });

  it('finds doubled names', () => {
    const graph = graphOf(
      [
        ['s', 'start'],
        ['a', 'step', ok, { name: 's' }],
      ],
      ['s>a'],
    );
    expect(codes(graph)).toEqual(['graph.duplicate-name a name']);
  });

  it('leaves the parameters of disabled nodes alone', () => {
    const off = { settings: { disabled: true } };
    expect(
      codes(
        graphOf(
          [
            ['s', 'start'],
            ['a', 'step', { url: '{{' }, off],
          ],
          ['s>a'],
        ),
      ),
    ).toEqual([]);
  });

  it('warns when a retried write would still ask', () => {
    const retry = { settings: { retry: { attempts: 3 } } };
    const write = { ...ok, method: 'POST', body: 'x' };
    const graph = (parameters: object, more: object) =>
      graphOf(
        [
          ['s', 'start'],
          ['a', 'step', parameters, more],
        ],
        ['s>a'],
      );
    expect(codes(graph(write, retry))).toEqual(['~node.retry-asks a settings.inDoubt']);
    expect(codes(graph({ ...ok, method: 'GET' }, retry))).toEqual([]);
    expect(codes(graph(write, { settings: { retry: { attempts: 3 }, inDoubt: 'repeat' } }))).toEqual([]);
  });

  it('warns of secrets in plain sight', () => {
    const headers = [{ name: 'Authorization', value: 'Basic abcdefgh' }];
    const token = ['sk', 'x'.repeat(24)].join('-');
    const nodes: Short[] = [
      ['s', 'start'],
      ['a', 'step', { ...ok, headers }],
      ['b', 'step', { url: `https://x?k=${token}` }],
      ['c', 'step', { ...ok, headers: [{ name: 'Authorization', value: '{{ $vars.key }}' }] }],
    ];
    expect(codes(graphOf(nodes, ['s>a', 's>b', 's>c']))).toEqual([
      '~node.secret-in-parameter a parameters.headers.0.value',
      '~node.secret-in-parameter b parameters.url',
    ]);
  });
});

describe('webhooks and answers', () => {
  const closed = { authentication: 'basic' };

  it('warns of an open webhook', () => {
    expect(codes(graphOf([['h', 'hook', { path: 'a' }]]))).toEqual([
      '~webhook.open h parameters.authentication',
    ]);
  });

  it('finds the same address twice, however it is written', () => {
    const graph = graphOf([
      ['h', 'hook', { ...closed, path: 'a', methods: ['GET', 'POST'] }],
      ['i', 'hook', { ...closed, path: 'a' }],
      ['j', 'hook', { ...closed, path: 'a' }, { settings: { disabled: true } }],
    ]);
    expect(codes(graph)).toEqual(['webhook.duplicate-path i parameters.path']);
  });

  it('takes paths that differ in the names of their parts alone for the same', () => {
    const graph = graphOf([
      ['h', 'hook', { ...closed, path: 'orders/:id/lines/:line' }],
      ['i', 'hook', { ...closed, path: 'orders/:order/lines/:n' }],
      ['j', 'hook', { ...closed, path: 'orders/:id/notes/:line' }],
      ['k', 'hook', { ...closed, path: 'orders/id/lines/line' }],
    ]);
    expect(codes(graph)).toEqual(['webhook.duplicate-path i parameters.path']);
  });

  it('wants a request for each respond node and an answer for each request', () => {
    const withNode = { ...closed, path: 'a', respond: 'with-node' };
    expect(
      codes(
        graphOf(
          [
            ['h', 'hook', withNode],
            ['r', 'respond'],
          ],
          ['h>r'],
        ),
      ),
    ).toEqual([]);
    expect(codes(graphOf([['h', 'hook', withNode]]))).toEqual([
      '~webhook.never-answers h parameters.respond',
    ]);
    expect(
      codes(
        graphOf(
          [
            ['h', 'hook', { ...closed, path: 'a' }],
            ['r', 'respond'],
          ],
          ['h>r'],
        ),
      ),
    ).toEqual(['respond.no-webhook r']);
  });
});

describe('validateGraph on a big graph', () => {
  it('takes 1,000 nodes with expressions (how fast is a matter of bench/)', () => {
    const nodes: Short[] = [['s', 'start']];
    const edges: string[] = [];
    for (let index = 0; index < 1000; index += 1) {
      nodes.push([`n${index}`, 'step', { url: `https://x/{{ $json.id + ${index} }}`, count: index + 1 }]);
      edges.push(`${index === 0 ? 's' : `n${index - 1}`}>n${index}`);
    }
    const graph = graphOf(nodes, edges);
    expect(codes(graph)).toEqual([]);
  });
});

describe('canConnect', () => {
  const graph = graphOf(
    [
      ['s', 'start'],
      ['a', 'step', ok],
      ['b', 'step', ok],
      ['l', 'loop'],
      ['m', 'model'],
    ],
    ['s>a', 'a>b', 'b>l'],
  );
  const ask = (source: string, target: string, ports: { sourcePort?: string; targetPort?: string } = {}) =>
    canConnect(graph, catalog, { source, target, sourcePort: 'main', targetPort: 'main', ...ports })?.code ??
    null;

  it('lets a new forward edge be drawn', () => {
    expect(ask('s', 'b')).toBeNull();
  });

  it.each([
    ['a', 'a', 'graph.self-edge'],
    ['s', 'a', 'graph.duplicate-edge'],
    ['b', 'a', 'graph.cycle'],
    ['a', 's', 'graph.into-trigger'],
    ['a', 'ghost', 'graph.dangling-edge'],
  ])('refuses %s → %s: %s', (source, target, code) => {
    expect(ask(source, target)).toBe(code);
  });

  it('refuses kinds that do not fit and ports that are not there', () => {
    expect(ask('m', 'a', { sourcePort: 'model' })).toBe('graph.port-kind');
    expect(ask('a', 'b', { sourcePort: 'x' })).toBe('graph.unknown-port');
  });

  it('makes an edge that leads back with a limit, and no other', () => {
    const make = (source: string, target: string) =>
      edgeToMake(graph, catalog, { source, target, sourcePort: 'main', targetPort: 'main' });
    expect(make('b', 'a')).toEqual({ limit: { maxIterations: 10 }, refusal: null });
    expect(make('s', 'b')).toEqual({ limit: {}, refusal: null });
    expect(make('b', 's')).toMatchObject({ limit: null, refusal: { code: 'graph.into-trigger' } });
  });

  it('lets a loop be closed', () => {
    expect(ask('l', 'a', { sourcePort: 'item' })).toBeNull();
  });
});

describe('settings', () => {
  const inZone = (timezone: string) =>
    codes({ ...graphOf([]), settings: { ...graphOf([]).settings, timezone } }, 'draft');

  it('want a time zone that exists', () => {
    for (const zone of ['UTC', 'Europe/Zurich', 'America/Argentina/Buenos_Aires'])
      expect(inZone(zone)).toEqual([]);
    for (const zone of ['Mars/Phobos', 'local', 'system', '+02:00', ' UTC'])
      expect(inZone(zone), zone).toEqual(['settings.unknown-timezone - settings.timezone']);
  });
});
