import { describe, expect, it } from 'vitest';
import type { Json } from '@/core/items/item';
import { fakeContext } from '@/testing/nodes/fake-context';
import { executor } from './executor';

const ITEMS = [{ json: { id: 7 } }, { json: { id: 8 } }];
const DEFAULTS = {
  workflow: 'w',
  version: 'published' as const,
  mode: 'once' as const,
  wait: true,
  inputs: [],
  concurrency: 10,
};

function call(parameters: object, payload?: Json) {
  const whole = { ...DEFAULTS, ...parameters };
  const input = { items: () => ITEMS, parameters: whole, parametersFor: () => whole };
  return executor.execute(input, {
    ...fakeContext(),
    ...(payload === undefined ? {} : { resumed: { payload } }),
  });
}

const child = (status: string, items: Json[] = []) => ({
  runId: 'r',
  workflowId: 'w',
  status,
  items: items.map((json) => ({ json })),
  error: status === 'succeeded' ? null : { code: 'x', message: 'No.' },
});

describe('a call', () => {
  it('hands all items to one run', () => {
    expect(call({})).toMatchObject({ kind: 'call', workflowId: 'w', calls: [ITEMS], wait: true });
  });

  it('hands each item to a run of its own', () => {
    expect(call({ mode: 'each' })).toMatchObject({ calls: [[ITEMS[0]], [ITEMS[1]]] });
  });

  it('hands over the inputs that are named and nothing else', () => {
    expect(call({ inputs: [{ name: 'n', value: 1 }] })).toMatchObject({
      calls: [[{ json: { n: 1 } }, { json: { n: 1 } }]],
    });
  });
});

describe('the results', () => {
  it('come in the order of the calls, each from its item', () => {
    const children = [child('succeeded', [{ a: 1 }, { a: 2 }]), child('succeeded', [{ a: 3 }])];
    expect(call({ mode: 'each' }, { children })).toEqual({
      kind: 'done',
      outputs: {
        main: [
          { json: { a: 1 }, from: [{ port: 'main', index: 0 }] },
          { json: { a: 2 }, from: [{ port: 'main', index: 0 }] },
          { json: { a: 3 }, from: [{ port: 'main', index: 1 }] },
        ],
      },
    });
  });

  it.each([
    ['failed', 'sub-workflow.failed'],
    ['cancelled', 'sub-workflow.cancelled'],
  ])('of a run that %s fail the step', (status, code) => {
    expect(() => call({ mode: 'each' }, { children: [child('succeeded'), child(status)] })).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining('item 1') }),
    );
  });

  it('name what began a failure far down once, and the way there', () => {
    const failure = {
      cause: { code: 'http.status', message: 'The server answered 500.', runId: 'deep' },
      chain: [
        { runId: 'r2', workflowId: 'w2' },
        { runId: 'deep', workflowId: 'w3' },
      ],
    };
    const error = { code: 'sub-workflow.failed', message: 'The workflow … failed: …', failure };
    expect(() => call({}, { children: [{ ...child('failed'), error }] })).toThrow(
      expect.objectContaining({
        message:
          'The workflow that this node ran failed (2 workflows further down): The server answered 500. Its run says where and why.',
        details: {
          ...{ runId: 'r', workflowId: 'w', error: 'sub-workflow.failed', cause: failure.cause },
          chain: [{ runId: 'r', workflowId: 'w' }, ...failure.chain],
        },
      }),
    );
  });
});
