import { describe, expect, it } from 'vitest';
import { engineCatalog } from '@/testing/engine/catalog';
import { drawGraph } from '@/testing/engine/draw-graph';
import type { DrawnNode } from '@/testing/engine/draw-graph';
import { decideAfterFailure } from './after-failure';
import type { AfterFailure, FailedTry } from './after-failure';
import { compilePlan } from './compile-plan';
import { idempotencyInput } from './idempotency';

const error = { code: 'http.status', message: 'The server answered 503.', retryable: true };

function after(settings: DrawnNode['settings'], more: Partial<FailedTry> = {}): AfterFailure {
  const graph = drawGraph(['t -> w'], { nodes: { w: { type: 'write', ...(settings ? { settings } : {}) } } });
  const node = compilePlan(graph, engineCatalog).nodes.get('w');
  if (!node) throw new Error('no node');
  return decideAfterFailure({
    node,
    error,
    outcome: 'not-done',
    tries: 1,
    now: 1000,
    random: () => 0,
    ...more,
  });
}

describe('decideAfterFailure', () => {
  it('doubles the delay up to an hour, and jitter only adds', () => {
    const retry = { attempts: 20, backoff: 'exponential' as const, delayMs: 1000 };
    expect(after({ retry })).toEqual({ kind: 'retry', dueAt: 2000 });
    expect(after({ retry }, { tries: 3 })).toEqual({ kind: 'retry', dueAt: 5000 });
    expect(after({ retry }, { tries: 19 })).toEqual({ kind: 'retry', dueAt: 3_601_000 });
    expect(after({ retry }, { random: () => 0.5 })).toEqual({ kind: 'retry', dueAt: 2100 });
  });

  it('waits as long as the other side asks', () => {
    const retry = { attempts: 2, backoff: 'fixed' as const, delayMs: 1000 };
    expect(after({ retry }, { error: { ...error, retryAfterMs: 30_000 } })).toEqual({
      kind: 'retry',
      dueAt: 31_000,
    });
  });

  it('waits no longer than a day for it, no shorter than the settings say, and for no nonsense', () => {
    const retry = { attempts: 2, backoff: 'fixed' as const, delayMs: 1000 };
    const asked = (retryAfterMs: number, more: Partial<FailedTry> = {}) =>
      after({ retry }, { error: { ...error, retryAfterMs }, ...more });
    expect(asked(Number.POSITIVE_INFINITY)).toEqual({ kind: 'retry', dueAt: 86_401_000 });
    expect(asked(10)).toEqual({ kind: 'retry', dueAt: 2000 });
    expect(asked(30_000, { random: () => 0.5 })).toEqual({ kind: 'retry', dueAt: 34_000 });
    for (const nonsense of [Number.NaN, -5]) expect(asked(nonsense)).toEqual({ kind: 'retry', dueAt: 2000 });
  });

  it('asks nobody to come back who may not try again', () => {
    const wish = { ...error, retryAfterMs: 30_000 };
    expect(after({}, { error: wish })).toEqual({ kind: 'stop' });
    expect(after({ retry: { attempts: 9 } }, { error: { ...wish, retryable: false } })).toEqual({
      kind: 'stop',
    });
  });

  it('stops after the last try, and at once when trying again is of no use', () => {
    const retry = { attempts: 2 };
    expect(after({ retry }, { tries: 2 })).toEqual({ kind: 'stop' });
    expect(after({ retry }, { error: { ...error, retryable: false } })).toEqual({ kind: 'stop' });
    expect(after({})).toEqual({ kind: 'stop' });
  });

  it('lets the in-doubt policy decide about a write that may have happened', () => {
    const retry = { attempts: 2, delayMs: 0 };
    const outcome = 'unknown' as const;
    expect(after({ retry, inDoubt: 'ask' }, { outcome })).toEqual({ kind: 'ask' });
    expect(after({ retry, inDoubt: 'repeat' }, { outcome })).toEqual({ kind: 'retry', dueAt: 1000 });
    expect(after({ retry, inDoubt: 'fail' }, { outcome })).toEqual({ kind: 'stop' });
  });

  it('gives one error item for each failed input item, with its lineage', () => {
    const failedItems = [{ port: 'main', index: 4 }];
    const json = { error: { code: 'http.status', message: 'The server answered 503.' } };
    const items = [{ json, from: [{ port: 'main', index: 4 }] }];
    expect(after({ onError: 'error-port' }, { failedItems })).toEqual({ kind: 'go-on', outputs: { error: { count: 1, items } } }); // prettier-ignore
    expect(after({ onError: 'continue' })).toEqual({ kind: 'go-on', outputs: { main: { count: 1, items: [{ json }] } } }); // prettier-ignore
  });
});

describe('idempotencyInput', () => {
  it('tells apart what a plain join would mix up', () => {
    expect(idempotencyInput('r', 'a@b', 'c')).not.toBe(idempotencyInput('r', 'a', 'b@c'));
    expect(idempotencyInput('r', 'a","b', 'c')).not.toBe(idempotencyInput('r', 'a', 'b","c'));
  });
});
