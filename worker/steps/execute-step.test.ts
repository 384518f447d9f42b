import { setTimeout as later } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Item } from '@/core/items/item';
import type { AnyExecutor, ItemInput, StepContext } from '@/core/node-kit/executor';
import { NodeFailure } from '@/core/node-kit/node-failure';
import { PROBE, probeNode, runStepOf } from '@/testing/nodes/probe-step';
import { StepStop } from './step-stop';

type ItemProbe = (
  input: { item: Item; index: number; parameters: { value?: unknown } },
  ctx: StepContext,
) => unknown;

const perItem = (probe: ItemProbe): AnyExecutor => ({
  executeItem: (input: ItemInput<never>, ctx) => probe(input, ctx) as never,
});

const numberOf = (item: Item): number => Number(item.json['n']);

describe('an executor for each item', () => {
  it('gets parameters resolved for that item, and its output knows where it came from', async () => {
    const node = probeNode({}, { value: '{{ $json.n * 2 }}' });
    const outcome = await runStepOf(
      perItem(({ parameters }) => ({ json: { v: parameters.value } })),
      { node },
    );
    expect(outcome).toMatchObject({
      kind: 'done',
      outputs: {
        main: [
          { json: { v: 2 }, from: [{ port: 'main', index: 0 }] },
          { json: { v: 4 }, from: [{ port: 'main', index: 1 }] },
          { json: { v: 6 }, from: [{ port: 'main', index: 2 }] },
        ],
      },
    });
  });

  it('keeps the order of items, however long each takes, and writes go one after another', async () => {
    const seen: string[] = [];
    const probe = perItem(async ({ item }) => {
      seen.push(`start ${numberOf(item)}`);
      await later(10 - 3 * numberOf(item));
      seen.push(`end ${numberOf(item)}`);
      return { json: item.json };
    });
    const writing = await runStepOf(probe);
    expect(seen).toEqual(['start 1', 'end 1', 'start 2', 'end 2', 'start 3', 'end 3']);
    seen.length = 0;
    const reading = await runStepOf(probe, { node: probeNode({}, {}, { ...PROBE, effect: 'read' }) });
    expect(seen.slice(0, 3)).toEqual(['start 1', 'start 2', 'start 3']);
    expect(reading).toEqual(writing);
  });

  it('names the item that failed, and starts none after it', async () => {
    const started: number[] = [];
    const outcome = await runStepOf(
      perItem(({ item }) => {
        started.push(numberOf(item));
        if (numberOf(item) === 2) throw NodeFailure.retryable('x.no', 'No.', { outcome: 'not-done' });
        return item;
      }),
    );
    expect(started).toEqual([1, 2]);
    expect(outcome).toMatchObject({
      kind: 'failed',
      error: { code: 'x.no', retryable: true, itemIndex: 1 },
      outcome: 'not-done',
      failedItems: [{ port: 'main', index: 1 }],
    });
  });

  const failsAtTwo = perItem(({ item }) => {
    if (numberOf(item) === 2) throw NodeFailure.retryable('x.no', 'No.', { outcome: 'not-done' });
    return item;
  });

  it('sends a failed item out by the error port and goes on with the others, once no try is left', async () => {
    const node = probeNode({ onError: 'error-port' });
    const outcome = await runStepOf(failsAtTwo, { node });
    expect(outcome).toMatchObject({
      kind: 'done',
      outputs: {
        main: [{ json: { n: 1 } }, { json: { n: 3 } }],
        error: [{ json: { error: { code: 'x.no', message: 'No.' } }, from: [{ port: 'main', index: 1 }] }],
      },
    });
    expect(await runStepOf(failsAtTwo, { node, triesLeft: true })).toMatchObject({ kind: 'failed' });
  });

  it('fails as a whole when every item failed, or when a write is in doubt', async () => {
    const node = probeNode({ onError: 'continue' });
    expect(await runStepOf(failsAtTwo, { node, rows: [{ n: 2 }, { n: 2 }] })).toMatchObject({
      kind: 'failed',
    });
    const doubtful = perItem(() => {
      throw NodeFailure.retryable('x.lost', 'Lost.', { outcome: 'unknown' });
    });
    expect(await runStepOf(doubtful, { node })).toMatchObject({ kind: 'failed', outcome: 'unknown' });
  });

  it('says which parameter cannot be resolved', async () => {
    const node = probeNode({}, { value: '{{ nonsense }}' });
    expect(
      await runStepOf(
        perItem(() => ({ json: {} })),
        { node },
      ),
    ).toMatchObject({
      kind: 'failed',
      error: {
        code: 'expression.unknown-name',
        message: expect.stringContaining('value') as unknown,
        itemIndex: 0,
        retryable: false,
      },
      outcome: 'not-done',
    });
  });

  it('leaves time for others between items', async () => {
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 1);
    await runStepOf(
      perItem(({ item }) => {
        const until = performance.now() + 5;
        while (performance.now() < until);
        return item;
      }),
      { rows: Array.from({ length: 40 }, (_, n) => ({ n })) },
    );
    clearInterval(timer);
    expect(turns).toBeGreaterThan(2);
  });
});

describe('an executor for all items', () => {
  const list = (outputs: Record<string, Item[]>): AnyExecutor => ({
    execute: () => ({ kind: 'done', outputs }),
  });

  it('has lineage item by item where as many come out as went in, or all from the only one', async () => {
    const two = [{ json: { a: 1 } }, { json: { a: 2 } }];
    expect(await runStepOf(list({ main: two }), { rows: [{}, {}] })).toMatchObject({
      outputs: { main: [{ from: [{ index: 0 }] }, { from: [{ index: 1 }] }] },
    });
    expect(await runStepOf(list({ main: two }), { rows: [{}] })).toMatchObject({
      outputs: { main: [{ from: [{ index: 0 }] }, { from: [{ index: 0 }] }] },
    });
    const undetermined = await runStepOf(list({ main: two }), { rows: [{}, {}, {}] });
    expect(JSON.stringify(undetermined)).not.toContain('from');
  });

  it('may suspend', async () => {
    const outcome = await runStepOf({ execute: () => ({ kind: 'suspend', until: 5 }) });
    expect(outcome).toEqual({ kind: 'suspended', until: 5, signal: null, console: [] });
  });
});

describe('settings', () => {
  it('runs once, for the first item', async () => {
    expect(
      await runStepOf(
        perItem(({ item }) => item),
        { node: probeNode({ executeOnce: true }) },
      ),
    ).toMatchObject({
      outputs: { main: [{ json: { n: 1 } }] },
    });
  });

  it('gives one empty item rather than none', async () => {
    expect(
      await runStepOf(
        perItem(() => []),
        { node: probeNode({ alwaysOutput: true }) },
      ),
    ).toMatchObject({
      outputs: { main: [{ json: {} }] },
    });
    expect(await runStepOf(perItem(() => []))).toMatchObject({ kind: 'done' });
  });

  it('ends at its time limit, and knows whether a write was under way', async () => {
    const node = probeNode({ timeoutMs: 30 });
    const waits = perItem((_input, ctx) => later(5000, null, { signal: ctx.abort }));
    expect(await runStepOf(waits, { node })).toMatchObject({
      kind: 'failed',
      error: { code: 'step.timeout', retryable: true },
      outcome: 'not-done',
    });
    const deaf = perItem((_input, ctx) =>
      ctx.effect({ name: 'e', kind: 'write', summary: '' }, () => new Promise<never>(() => undefined)),
    );
    expect(await runStepOf(deaf, { node })).toMatchObject({
      error: { code: 'step.timeout' },
      outcome: 'unknown',
    });
  });

  it('ends when it is stopped from outside', async () => {
    const stop = new StepStop();
    const waits = perItem((_input, ctx) => later(5000, null, { signal: ctx.abort }));
    const outcome = runStepOf(waits, { stop });
    stop.stop();
    expect(await outcome).toMatchObject({
      kind: 'failed',
      error: { code: 'step.aborted', retryable: false },
    });
  });
});

describe('what comes out', () => {
  it.each([
    ['step.output-not-json', { a: new Date(0) }],
    ['step.output-not-json', { a: NaN }],
    ['step.output-not-json', []],
    ['step.output-too-large', { a: 'x'.repeat(2000) }],
  ])('fails with %s', async (code, json) => {
    const outcome = await runStepOf(
      perItem(() => ({ json })),
      { limits: { maxSize: 1000 }, rows: [{}] },
    );
    expect(outcome).toMatchObject({ kind: 'failed', error: { code, retryable: false } });
  });

  it('cannot leave by a port the node does not have', async () => {
    expect(await runStepOf(perItem(() => ({ ports: { nowhere: [{ json: {} }] } })))).toMatchObject({
      error: { code: 'step.unknown-port' },
    });
  });

  it('holds no text that the database cannot keep', async () => {
    const outcome = await runStepOf(
      perItem(() => ({ json: { 'k\u0000': 'a\u0000b\ud800c' } })),
      { rows: [{}] },
    );
    expect(outcome).toMatchObject({ outputs: { main: [{ json: { 'k\ufffd': 'a\ufffdb\ufffdc' } }] } });
  });

  it('holds no secret: not in items, errors or the console', async () => {
    const node = probeNode({}, { token: 'top-secret-1' });
    const leak = `x top-secret-1 ${Buffer.from('top-secret-1').toString('base64')} other-secret y`;
    const done = await runStepOf(
      perItem((_input, ctx) => {
        ctx.log('info', leak);
        return { json: { leak } };
      }),
      { node, secrets: ['other-secret'] },
    );
    const failed = await runStepOf(
      perItem(() => {
        throw NodeFailure.final('x.no', leak, { details: { leak } });
      }),
      { node, secrets: ['other-secret'] },
    );
    for (const outcome of [done, failed]) {
      expect(JSON.stringify(outcome)).toContain('[redacted]');
      expect(JSON.stringify(outcome)).not.toMatch(/top-secret-1|dG9wLXNlY3|other-secret/);
    }
  });

  it('says nothing of the inside when a node breaks, and tells the log', async () => {
    const told: unknown[] = [];
    const broken = perItem(() => {
      throw new TypeError('cannot read /etc/inside');
    });
    const outcome = await runStepOf(broken, { onUnexpected: (thrown) => told.push(thrown) });
    expect(outcome).toMatchObject({ kind: 'failed', error: { code: 'step.crashed', retryable: false } });
    expect(JSON.stringify(outcome)).not.toContain('inside');
    expect(told).toEqual([expect.any(TypeError)]);
  });

  it('is the same again for the same seed', async () => {
    const random = perItem((_input, ctx) => ({ json: { r: ctx.random() } }));
    expect(await runStepOf(random)).toEqual(await runStepOf(random));
  });
});
