import { describe, expect, it } from 'vitest';
import { portableWorkflowSchema } from '@/core/contracts/portable-workflow';
import type { RunReceiptView, RunStepView } from '@/core/contracts/run-view';
import { errorFix } from './error-fix';
import { receiptSentence, receiptTime } from './receipt-words';
import { rerunPlan } from './rerun-plan';
import { messages } from '@/messages/en';

const receipt: RunReceiptView = {
  effect: 'request:0',
  summary: 'POST https://api.test/orders',
  status: 'answered',
  intendedAt: '2026-01-01T12:01:02.000Z',
  endedAt: '2026-01-01T12:01:03.000Z',
  idempotencyKey: 'k',
};
const step = (nodeId: string, more: Partial<RunStepView> = {}): RunStepView => ({
  key: nodeId,
  nodeId,
  nodeName: nodeId.toUpperCase(),
  iteration: null,
  status: 'succeeded',
  attempts: 1,
  startedAt: null,
  durationMs: 1,
  error: null,
  itemCounts: {},
  ...more,
});

describe('receipts in words', () => {
  it('tells what was answered from what nobody knows', () => {
    expect(receiptSentence(receipt, step('a'))).toBe('answered');
    expect(receiptSentence({ ...receipt, replayed: true }, step('a'))).toBe('replayed');
    expect(receiptSentence({ status: 'intended' }, step('a', { status: 'running' }))).toBe('under-way');
    expect(receiptSentence({ status: 'intended' }, step('a', { status: 'in-doubt' }))).toBe('in-doubt');
    expect(receiptSentence({ status: 'failed' }, step('a'))).toBe('failed');
    expect(receiptTime(receipt)).toBe(receipt.endedAt);
    expect(receiptTime({ ...receipt, endedAt: null })).toBe(receipt.intendedAt);
  });
});

describe('what to do about an error', () => {
  it('goes by code, by family, and by the status of an answer', () => {
    expect(errorFix('http.status', 401)).toBe('http-credentials');
    expect(errorFix('http.status', 503)).toBe('http-away');
    expect(errorFix('http.status')).toBe('http-refused');
    expect(errorFix('http.status', 503, 3)).toBe('http-away-tried');
    expect(errorFix('http.status', 404, 3)).toBe('http-missing');
    expect(errorFix('parameter.range')).toBe('parameter');
    expect(errorFix('somebody.else')).toBeNull();
  });

  it('has a text for every key it gives', () => {
    const codes = ['http.timeout', 'http.tls-failed', 'code.threw', 'step.in-doubt', 'expression.type'];
    for (const code of codes) expect(Object.keys(messages.run.fix)).toContain(errorFix(code));
    for (const status of [401, 404, 429, 500, 418]) {
      for (const attempts of [1, 2])
        expect(Object.keys(messages.run.fix)).toContain(errorFix('http.status', status, attempts));
    }
  });
});

describe('a re-run from a step', () => {
  const node = (id: string) => ({ id, type: 'no-op', name: id.toUpperCase(), position: { x: 0, y: 0 } });
  const graph = portableWorkflowSchema.parse({
    format: 'heddle.workflow/1',
    name: 'W',
    nodes: ['a', 'b', 'c', 'd'].map(node),
    edges: [
      { id: 'ab', source: 'a', target: 'b' },
      { id: 'bc', source: 'b', target: 'c' },
      { id: 'ad', source: 'a', target: 'd' },
    ],
  });

  it('keeps what does not come after it, and names the writes it would make again', () => {
    const run = {
      steps: [step('a'), step('b', { receipts: [receipt] }), step('d', { receipts: [receipt] })],
    };
    expect(rerunPlan(run, graph, 'b')).toEqual({
      reused: ['A', 'D'],
      again: ['B', 'C'],
      writes: [{ ...receipt, nodeName: 'B' }],
    });
  });

  it('does nothing for a step that is not there', () => {
    expect(rerunPlan({ steps: [] }, graph, 'b')).toEqual({ reused: [], again: [], writes: [] });
  });
});
