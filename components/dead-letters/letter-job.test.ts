import { beforeEach, expect, it } from 'vitest';
import type { HandledLetters } from '@/core/contracts/dead-letters';
import { closeLetterJob, failedCount, letterJobStore, runLetterJob, stopLetterJob } from './letter-job';

beforeEach(closeLetterJob);

const done = (runId: string): HandledLetters['results'][number] => ({ runId, ok: true, resultRunId: null });
const refused = (runId: string): HandledLetters['results'][number] => ({
  runId,
  ok: false,
  error: { code: 'x', message: 'No.' },
});
const job = () => letterJobStore.getState().job;

it('goes on until there is no cursor, and counts', async () => {
  const pages: Record<string, HandledLetters> = {
    '': { results: [done('a'), refused('b')], nextCursor: '1' },
    1: { results: [done('c')], nextCursor: null },
  };
  const asked: (string | undefined)[] = [];
  await runLetterJob({
    action: 'resume',
    total: 3,
    onProgress: () => undefined,
    call: (cursor) => {
      asked.push(cursor);
      return Promise.resolve(pages[cursor ?? ''] ?? { results: [], nextCursor: null });
    },
  });
  expect(asked).toEqual([undefined, '1']);
  expect(job()).toMatchObject({ state: 'ended', done: 2, total: 3 });
  expect(failedCount(job() ?? { failures: new Map() })).toBe(1);
});

it('stops between two calls', async () => {
  let calls = 0;
  await runLetterJob({
    action: 'discard',
    total: 9,
    onProgress: stopLetterJob,
    call: () => {
      calls += 1;
      return Promise.resolve({ results: [done('a')], nextCursor: '1' });
    },
  });
  expect(calls).toBe(1);
  expect(job()).toMatchObject({ state: 'stopped', done: 1 });
});

it('keeps what was done when the connection is lost, and runs one at a time', async () => {
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  const first = runLetterJob({
    action: 'retry',
    total: 2,
    onProgress: () => undefined,
    call: async (cursor) => {
      await held;
      if (cursor) throw new Error('away');
      return { results: [done('a')], nextCursor: '1' };
    },
  });
  const call = () => Promise.resolve<HandledLetters>({ results: [], nextCursor: null });
  expect(await runLetterJob({ action: 'retry', total: 1, call, onProgress: () => undefined })).toBe(false);
  release();
  await first;
  expect(job()).toMatchObject({ state: 'broken', done: 1 });
});
