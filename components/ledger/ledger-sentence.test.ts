import { expect, it } from 'vitest';
import { afterwardsOf, sentenceOf, timeOf } from './ledger-sentence';

const base = {
  status: 'answered',
  answerStatus: 201,
  decision: null,
  decidedBy: null,
  inherited: false,
  replays: 0,
  intendedAt: '2026-11-21T12:01:00.000Z',
  endedAt: '2026-11-21T12:01:03.000Z',
} as const;

it('says what happened and what follows from it', () => {
  const said = (over: object) => {
    const receipt = { ...base, ...over };
    return [sentenceOf(receipt), afterwardsOf(receipt)];
  };
  expect(said({})).toEqual(['answeredWith', 'kept']);
  expect(said({ replays: 2 })).toEqual(['answeredWith', 'replayed']);
  expect(said({ answerStatus: null })).toEqual(['answered', 'kept']);
  expect(said({ inherited: true })).toEqual(['inherited', null]);
  expect(said({ decision: 'done', decidedBy: 'user:1', replays: 1 })).toEqual(['vouched', null]);
  expect(said({ decision: 'repeat', decidedBy: 'user:1' })).toEqual(['answeredWith', 'repeat']);
  expect(said({ status: 'failed', answerStatus: 503 })).toEqual(['refused', 'again']);
  expect(said({ status: 'failed', answerStatus: null })).toEqual(['failed', 'again']);
  expect(said({ status: 'in-doubt' })).toEqual(['inDoubt', 'waits']);
  expect(said({ status: 'in-doubt', decision: 'fail' })).toEqual(['inDoubt', 'fail']);
  expect(said({ status: 'intended' })).toEqual(['intended', null]);
});

it('tells the time of the answer, or of the beginning', () => {
  expect(timeOf(base)).toBe(base.endedAt);
  expect(timeOf({ ...base, endedAt: null })).toBe(base.intendedAt);
});
