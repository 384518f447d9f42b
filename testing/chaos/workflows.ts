/** What is run under fire: small workflows of many shapes, each write under one of the policies for doubt. */
import type { InDoubtPolicy, PortableWorkflow } from '@/core/contracts/portable-workflow';
import { aFile, aNode } from '@/testing/product/small-workflows';
import type { Manner } from './effect-log';

export interface Shape {
  name: string;
  file: PortableWorkflow;
  /** The webhook's path; null = started through the REST API. */
  hook: string | null;
  /** What a run is started with. */
  input: Record<string, unknown>;
  /** A person cancels it after this. */
  cancelAfterMs?: number;
  /** Started by other runs alone. */
  isChild?: boolean;
}

type Settings = NonNullable<PortableWorkflow['nodes'][number]['settings']>;

/** Manual trigger, named as the API starts it. */
const START = aNode('start', 'manual-trigger');
const SOME_TRIES: Settings['retry'] = { attempts: 8, backoff: 'fixed', delayMs: 250 };
const ROWS = [{ n: 0 }, { n: 1 }, { n: 2 }];

/** Name of a node that writes → what it does in doubt. Node ids are unique over all shapes. */
export type Policies = ReadonlyMap<string, InDoubtPolicy>;

/** As `aFile`, with edges written out: for those that end in a port of their own. */
function joined(nodes: Parameters<typeof aFile>[0], edges: PortableWorkflow['edges']): PortableWorkflow {
  return { ...aFile(nodes, []), edges };
}

/** Builds the shapes for one outside world. `child` is the id of the published child workflow, once it is known. */
export function createShapes(url: string): {
  child: Shape;
  shapes(childId: string): readonly Shape[];
  policies: Policies;
} {
  const policies = new Map<string, InDoubtPolicy>();

  function write(id: string, policy: InDoubtPolicy, rest: { manner?: Manner; retry?: boolean } = {}) {
    policies.set(id, policy);
    const address = `${url}/${rest.manner ?? 'steady'}?run={{ $execution.id }}&node=${id}&item={{ $json.n ?? $itemIndex }}`;
    return aNode(id, 'http-request', {
      parameters: { method: 'POST', url: address, bodyType: 'json', body: '{{ { "n": $json.n ?? 0 } }}' },
      settings: { inDoubt: policy, ...(rest.retry ? { retry: SOME_TRIES } : {}) },
    });
  }
  const shape = (name: string, file: PortableWorkflow, input: Record<string, unknown> = {}): Shape => {
    return { name, file: { ...file, name }, hook: null, input };
  };

  const child = shape(
    'child',
    aFile([aNode('called', 'sub-workflow-trigger'), write('in-child', 'repeat')], ['called > in-child']),
  );

  function shapes(childId: string): readonly Shape[] {
    return [
      hook('answered', 'with-node', [
        [write('before-answer', 'repeat', { retry: true }), respond],
        ['hook > before-answer', 'before-answer > respond'],
      ]),
      hook('at-once', 'immediately', [
        [aNode('pass', 'no-op'), write('behind-hook', 'repeat', { manner: 'slow' })],
        ['hook > pass', 'pass > behind-hook'],
      ]),
      shape(
        'branches',
        joined(
          [
            START,
            write('left', 'repeat', { manner: 'slow' }),
            write('right', 'ask'),
            aNode('join', 'merge', { parameters: { mode: 'append', inputs: 2 } }),
            write('joined', 'repeat'),
          ],
          [
            { id: 'e1', source: 'start', target: 'left' },
            { id: 'e2', source: 'start', target: 'right' },
            { id: 'e3', source: 'left', target: 'join', targetPort: 'input1' },
            { id: 'e4', source: 'right', target: 'join', targetPort: 'input2' },
            { id: 'e5', source: 'join', target: 'joined' },
          ],
        ),
      ),
      shape(
        'loop',
        joined(
          [
            START,
            aNode('rows', 'split-out', { parameters: { field: 'rows' } }),
            aNode('each', 'loop', { parameters: { batchSize: 1 } }),
            write('in-loop', 'repeat', { manner: 'slow' }),
            aNode('through', 'no-op'),
          ],
          [
            { id: 'e1', source: 'start', target: 'rows' },
            { id: 'e2', source: 'rows', target: 'each' },
            { id: 'e3', source: 'each', sourcePort: 'item', target: 'in-loop' },
            { id: 'e4', source: 'in-loop', target: 'each', targetPort: 'next' },
            { id: 'e5', source: 'each', sourcePort: 'done', target: 'through' },
          ],
        ),
        { rows: ROWS },
      ),
      shape(
        'items',
        aFile(
          [
            START,
            aNode('list', 'split-out', { parameters: { field: 'rows' } }),
            write('each-item', 'ask', { manner: 'slow' }),
          ],
          ['start > list', 'list > each-item'],
        ),
        { rows: ROWS },
      ),
      shape(
        'waits',
        aFile(
          [
            START,
            write('before-wait', 'repeat'),
            aNode('wait', 'wait', { parameters: { for: 'duration', ms: 2500 } }),
            write('after-wait', 'fail'),
          ],
          ['start > before-wait', 'before-wait > wait', 'wait > after-wait'],
        ),
      ),
      shape(
        'retries',
        aFile([START, write('stubborn', 'ask', { manner: 'flaky', retry: true })], ['start > stubborn']),
      ),
      shape(
        'cuts',
        aFile(
          [START, write('cut-repeat', 'repeat', { manner: 'cutting', retry: true })],
          ['start > cut-repeat'],
        ),
      ),
      shape('cuts-ask', aFile([START, write('cut-ask', 'ask', { manner: 'cutting' })], ['start > cut-ask'])),
      shape('slow-ask', aFile([START, write('slow-ask', 'ask', { manner: 'slow' })], ['start > slow-ask'])),
      shape(
        'slow-fail',
        aFile([START, write('slow-fail', 'fail', { manner: 'slow' })], ['start > slow-fail']),
      ),
      shape(
        'parent',
        aFile(
          [
            START,
            aNode('list', 'split-out', { parameters: { field: 'rows' } }),
            aNode('call', 'sub-workflow', { parameters: { workflow: childId, mode: 'each' } }),
            write('after-call', 'repeat'),
          ],
          ['start > list', 'list > call', 'call > after-call'],
        ),
        { rows: ROWS.slice(0, 2) },
      ),
      {
        ...shape(
          'cancelled',
          aFile(
            [
              START,
              write('until-cancel', 'ask', { manner: 'slow' }),
              aNode('pause', 'wait', { parameters: { for: 'duration', ms: 600_000 } }),
              write('never', 'fail'),
            ],
            ['start > until-cancel', 'until-cancel > pause', 'pause > never'],
          ),
        ),
        cancelAfterMs: 1500,
      },
    ];
  }

  const respond = aNode('respond', 'respond', {
    parameters: { status: 200, body: '{{ { "id": $execution.id } }}' },
  });
  function hook(
    name: string,
    answer: string,
    [nodes, edges]: [Parameters<typeof aFile>[0], string[]],
  ): Shape {
    const trigger = aNode('hook', 'webhook', {
      parameters: { path: name, methods: ['POST'], respond: answer },
    });
    return { ...shape(name, aFile([trigger, ...nodes], edges)), hook: name };
  }

  return { child, shapes, policies };
}
