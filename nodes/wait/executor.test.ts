import { describe, expect, it } from 'vitest';
import type { Json } from '@/core/items/item';
import { fakeContext } from '@/testing/nodes/fake-context';
import { executor } from './executor';

const ITEMS = [{ json: { id: 7 } }, { json: { id: 8 } }];
const DEFAULTS = {
  for: 'duration' as const,
  ms: 60_000,
  at: '',
  signal: '',
  limitAt: '',
  methods: ['POST' as const],
};

function wait(parameters: object, resumed?: { payload: Json | null; timedOut?: true }) {
  const whole = { ...DEFAULTS, ...parameters };
  const ctx = { ...fakeContext(), now: 1000, ...(resumed ? { resumed } : {}) };
  return executor.execute(
    { items: () => ITEMS, parameters: whole as never, parametersFor: () => whole as never },
    ctx,
  );
}

const passed = [
  { json: { id: 7 }, from: [{ port: 'main', index: 0 }] },
  { json: { id: 8 }, from: [{ port: 'main', index: 1 }] },
];

describe('a wait', () => {
  it('for a while ends that much after the step began', () => {
    expect(wait({ ms: 5000 })).toEqual({ kind: 'suspend', until: 6000 });
  });

  it('passes the items on when the time has come', () => {
    expect(wait({ ms: 5000 }, { payload: null })).toEqual({ kind: 'done', outputs: { main: passed } });
  });

  it.each([
    ['2030-05-01T09:00:00Z', Date.UTC(2030, 4, 1, 9)],
    ['2030-05-01T09:00:00+02:00', Date.UTC(2030, 4, 1, 7)],
    ['2030-05-01 09:00', Date.UTC(2030, 4, 1, 9)],
    ['2030-05-01', Date.UTC(2030, 4, 1)],
    [String(Date.UTC(2030, 0, 1)), Date.UTC(2030, 0, 1)],
  ])('until %s', (at, until) => {
    expect(wait({ for: 'until', at })).toEqual({ kind: 'suspend', until });
  });

  it('does not wait for the past', () => {
    expect(wait({ for: 'until', at: '1970-01-01T00:00:01Z' })).toMatchObject({ kind: 'done' });
  });

  it.each(['tomorrow', '+275760-09-13T00:00:00.000Z'])('says that “%s” is no date', (at) => {
    expect(() => wait({ for: 'until', at })).toThrow(expect.objectContaining({ code: 'wait.bad-date' }));
  });
});

describe('a wait for a call', () => {
  it('waits for the signal, with a limit where one is set', () => {
    expect(wait({ for: 'webhook' })).toEqual({ kind: 'suspend', signal: 'webhook' });
    expect(wait({ for: 'webhook', limitMs: 500 })).toEqual({
      kind: 'suspend',
      signal: 'webhook',
      until: 1500,
    });
  });

  it.each<[string, Json, Json[]]>([
    ['an object', { ok: true }, [{ ok: true }]],
    ['a list of objects', [{ a: 1 }, { a: 2 }], [{ a: 1 }, { a: 2 }]],
    ['a text', 'yes', [{ body: 'yes' }]],
    ['a mixed list', [1, { a: 1 }], [{ body: [1, { a: 1 }] }]],
    ['nothing', null, [{}]],
  ])('gives %s as items', (_name, body, json) => {
    expect(wait({ for: 'webhook' }, { payload: { body } })).toEqual({
      kind: 'done',
      outputs: { main: json.map((row) => ({ json: row })) },
    });
  });

  it.each([
    [{ limitAt: '1970-01-01T00:00:05Z' }, 5000],
    [{ limitAt: '1970-01-01T00:00:05Z', limitMs: 1000 }, 2000],
    [{ limitAt: '1970-01-01T00:00:00Z' }, 1000],
  ])('ends at the earlier of the limits %j', (limits, until) => {
    expect(wait({ for: 'webhook', ...limits })).toMatchObject({ kind: 'suspend', until });
  });

  it('refuses a limit that is no date', () => {
    expect(() => wait({ for: 'webhook', limitAt: 'soon' })).toThrow(
      expect.objectContaining({ code: 'wait.bad-date' }),
    );
  });

  it('marks the items at the limit, or fails there', () => {
    expect(wait({ for: 'webhook' }, { payload: null, timedOut: true })).toMatchObject({
      outputs: { main: [{ json: { id: 7, timedOut: true } }, { json: { id: 8, timedOut: true } }] },
    });
    expect(() => wait({ for: 'webhook', onLimit: 'fail' }, { payload: null, timedOut: true })).toThrow(
      expect.objectContaining({ code: 'wait.timed-out' }),
    );
  });
});

describe('a wait for a signal', () => {
  it('waits for it by its name, which is no signal of our own', () => {
    expect(wait({ for: 'signal', signal: ' order.paid ' })).toEqual({
      kind: 'suspend',
      signal: 'signal:order.paid',
    });
    expect(wait({ for: 'signal', signal: 'webhook', limitMs: 500 })).toEqual({
      kind: 'suspend',
      signal: 'signal:webhook',
      until: 1500,
    });
  });

  it.each(['', 'a b', '../x', '-x', 'x'.repeat(101)])('refuses the name "%s"', (signal) => {
    expect(() => wait({ for: 'signal', signal })).toThrow(
      expect.objectContaining({ code: 'wait.bad-signal' }),
    );
  });

  it.each<[string, Json, Json[]]>([
    ['an object', { ok: true }, [{ ok: true }]],
    ['an object with a body', { body: { ok: true } }, [{ body: { ok: true } }]],
    ['a list of objects', [{ a: 1 }, { a: 2 }], [{ a: 1 }, { a: 2 }]],
    ['a number', 7, [{ body: 7 }]],
    ['nothing', null, [{}]],
  ])('gives %s as items', (_name, payload, json) => {
    expect(wait({ for: 'signal', signal: 'paid' }, { payload })).toEqual({
      kind: 'done',
      outputs: { main: json.map((row) => ({ json: row })) },
    });
  });

  it('marks the items at the limit, or fails there', () => {
    expect(wait({ for: 'signal', signal: 'paid' }, { payload: null, timedOut: true })).toMatchObject({
      outputs: { main: [{ json: { id: 7, timedOut: true } }, { json: { id: 8, timedOut: true } }] },
    });
    expect(() =>
      wait({ for: 'signal', signal: 'paid', onLimit: 'fail' }, { payload: null, timedOut: true }),
    ).toThrow(
      expect.objectContaining({
        code: 'wait.timed-out',
        message: expect.stringContaining('signal') as string,
      }),
    );
  });
});
