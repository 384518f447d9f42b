/** An oracle that never says no is worth nothing: one night in order, and one broken thing at a time. */
import { describe, expect, it } from 'vitest';
import type { Fact } from '@/core/engine/types';
import type { Arrival } from './effect-log';
import type { Evidence, FactRow, RunRecord } from './evidence';
import type { Order } from './feeder';
import { judge } from './oracle';
import { RULES, type Rule } from './rules';

const STEP = 'send';

const intended = (key = 'k1'): Fact => ({
  kind: 'effect-intended',
  at: 0,
  step: STEP,
  attempt: 1,
  effect: 'request:0',
  idempotencyKey: key,
  summary: '',
});
const answered: Fact = { kind: 'effect-answered', at: 0, step: STEP, effect: 'request:0', result: {} };
const succeeded: Fact = {
  kind: 'step-succeeded',
  at: 0,
  step: STEP,
  attempt: 1,
  startedAt: 0,
  outputs: {},
};
const finished: Fact = { kind: 'run-finished', at: 0, status: 'succeeded', output: null, error: null };
const started: Fact = { kind: 'run-started', at: 0, trigger: 'start', outputs: {}, seed: '' };
const cancel: Fact = { kind: 'cancel-requested', at: 0, by: 'someone' };

const row = (seq: number, facts: Fact[], rest: Partial<FactRow> = {}): FactRow => ({
  ...{ runId: 'r1', seq, epoch: seq === 0 ? 0 : 1, atMs: 1000 * seq, facts },
  ...rest,
});
const arrival = (rest: Partial<Arrival> = {}): Arrival => ({
  ...{ atMs: 1500, key: 'k1', run: 'r1', node: STEP, item: '0', fate: 'answered', body: '' },
  ...rest,
});
const order = (rest: Partial<Order> = {}): Order => ({
  ...{ key: 'o1', shape: 's', workflowId: 'w', askedAtMs: 0, acceptedAtMs: 1, ids: ['r1'], troubles: [] },
  ...{ cancelled: false, ...rest },
});
const record = (rest: Partial<RunRecord> = {}): RunRecord => ({
  ...{ id: 'r1', status: 'succeeded', live: false, waitsForPerson: false, epoch: 0, deaths: 0, error: null },
  ...rest,
});

/** One run that sends once and ends. */
function aQuietNight(rest: Partial<Evidence> = {}): Evidence {
  return {
    orders: [order()],
    runOfKey: new Map([['o1', 'r1']]),
    runs: [record()],
    rows: [row(0, [started]), row(1, [intended()]), row(2, [answered, succeeded, finished])],
    arrivals: [arrival()],
    policies: new Map([[STEP, 'ask']]),
    recovered: [100],
    missing: [],
    recoveryLimitMs: 12_000,
    woken: [],
    quiet: [],
    ...rest,
  };
}

function brokenBy(rest: Partial<Evidence>): Rule[] {
  return [...new Set(judge(aQuietNight(rest)).violations.map(({ rule }) => rule))];
}

describe('the oracle', () => {
  it('finds nothing where nothing is', () => {
    expect(brokenBy({})).toEqual([]);
    expect(judge(aQuietNight())).toMatchObject({ effects: 1, lost: 0, wronglyRepeated: 0 });
  });

  const nights: [Rule, string, Partial<Evidence>][] = [
    ['nothing-lost', 'an accepted order that is nowhere', { runOfKey: new Map() }],
    ['nothing-lost', 'a run that is gone', { runs: [record({ id: 'r2' })] }],
    ['nothing-lost', 'one order, two runs', { orders: [order({ ids: ['r1', 'r2'] })] }],
    ['nothing-lost', 'another run than was promised', { orders: [order({ ids: ['r2'] })] }],
    ['all-ended', 'a run that nobody holds and nobody waits for', { runs: [record({ live: true })] }],
    ['good-reason', 'a run that failed of us', { runs: [record({ error: { code: 'step.crashed' } })] }],
    [
      'one-success',
      'a step that succeeded twice',
      { rows: [row(0, [started]), row(1, [intended()]), row(2, [answered, succeeded, succeeded, finished])] },
    ],
    [
      'one-epoch',
      'a write of somebody who had lost the run',
      {
        rows: [
          row(0, [started]),
          row(1, [intended()], { epoch: 2 }),
          row(2, [answered, succeeded, finished], { epoch: 1 }),
        ],
      },
    ],
    [
      'one-epoch',
      'a gap in the log',
      { rows: [row(0, [started]), row(1, [intended()]), row(3, [answered, succeeded, finished])] },
    ],
    [
      'one-epoch',
      'a fact after the end',
      { rows: [row(0, [started]), row(1, [intended()]), row(2, [answered, finished, succeeded])] },
    ],
    [
      'intent-first',
      'an effect nobody intended',
      { arrivals: [arrival(), arrival({ key: 'k2', node: 'b' })] },
    ],
    ['intent-first', 'an effect before its intent', { arrivals: [arrival({ atMs: 500 })] }],
    ['same-key', 'one write under two keys', { arrivals: [arrival(), arrival({ key: 'k2' })] }],
    ['same-key', 'a write without a key', { arrivals: [arrival(), arrival({ key: null })] }],
    [
      'no-wrong-repeat',
      'a write that was sent again though a person should have been asked',
      { arrivals: [arrival(), arrival({ atMs: 1600 })], runs: [record({ epoch: 4 })] },
    ],
    ['no-wrong-repeat', 'a write after its receipt', { arrivals: [arrival(), arrival({ atMs: 2500 })] }],
    ['no-false-receipt', 'a receipt for what never happened', { arrivals: [arrival({ fate: 'refused' })] }],
    [
      'cancel-holds',
      'a write that began after the cancel',
      { rows: [row(0, [started]), row(1, [cancel, intended()]), row(2, [answered, succeeded, finished])] },
    ],
    ['recovery-in-time', 'a run that stood too long', { recovered: [12_001] }],
    ['recovery-in-time', 'a run that never came back', { missing: ['r1'] }],
    ['real-chaos', 'a night without trouble', { quiet: ['no worker had a run when it was hurt'] }],
  ];
  it.each(nights)('%s: %s', (rule, _what, rest) => {
    expect(brokenBy(rest)).toContain(rule);
  });

  it('has a night for each rule', () => {
    expect(new Set(nights.map(([rule]) => rule))).toEqual(new Set(Object.keys(RULES)));
  });

  it('allows a repetition for each claim where the policy says repeat, and counts it', () => {
    const night = aQuietNight({
      policies: new Map([[STEP, 'repeat']]),
      arrivals: [arrival(), arrival({ atMs: 1600 })],
      rows: [row(0, [started]), row(1, [intended()]), row(2, [answered, succeeded, finished], { epoch: 2 })],
    });
    expect(judge(night)).toMatchObject({ violations: [], repeatedAsAllowed: 1 });
  });

  it('lets a run wait for a person', () => {
    expect(brokenBy({ runs: [record({ live: true, status: 'waiting', waitsForPerson: true })] })).toEqual([]);
  });

  it('believes a person who says that it was done', () => {
    const decided: Fact = { kind: 'doubt-decided', at: 0, step: STEP, decision: 'done', by: 'someone' };
    const rows = [row(0, [started]), row(1, [intended()]), row(2, [decided, answered, succeeded, finished])];
    expect(brokenBy({ rows, arrivals: [arrival({ fate: 'cut-before' })] })).toEqual([]);
  });
});
