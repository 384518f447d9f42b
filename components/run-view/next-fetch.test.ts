import { expect, test } from 'vitest';
import { nextFetchMs } from './next-fetch';

test('a run that goes on is asked for now and then', () => {
  expect(nextFetchMs({ endSeq: null, fetchedSeq: null, hasFailed: false })).toBe(3000);
  expect(nextFetchMs({ endSeq: null, fetchedSeq: 4, hasFailed: false })).toBe(3000);
});

test('a run that ended is fetched until an answer includes its end', () => {
  expect(nextFetchMs({ endSeq: 5, fetchedSeq: null, hasFailed: false })).toBe(300);
  expect(nextFetchMs({ endSeq: 5, fetchedSeq: 2, hasFailed: false })).toBe(300);
  expect(nextFetchMs({ endSeq: 5, fetchedSeq: 5, hasFailed: false })).toBe(false);
  expect(nextFetchMs({ endSeq: 5, fetchedSeq: 6, hasFailed: false })).toBe(false);
});

test('a server that fails is not asked in haste', () => {
  expect(nextFetchMs({ endSeq: 5, fetchedSeq: 2, hasFailed: true })).toBe(3000);
});
