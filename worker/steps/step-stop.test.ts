import { expect, test } from 'vitest';
import { StepStop } from './step-stop';

test('those who wait are told once, with the first reason', () => {
  const stop = new StepStop();
  const told: string[] = [];
  stop.onStop(() => told.push('a'));
  const takeBack = stop.onStop(() => told.push('b'));
  stop.onStop(() => told.push(`c ${String(stop.reason)}`));
  takeBack();
  expect(stop.isStopped).toBe(false);
  stop.stop('first');
  stop.stop('second');
  expect(told).toEqual(['a', 'c first']);
  expect(stop.reason).toBe('first');
  expect(() => stop.throwIfStopped()).toThrow('first');
});

test('a signal asked for before or after tells the same', () => {
  const early = new StepStop();
  const { signal } = early;
  const events: unknown[] = [];
  signal.addEventListener('abort', () => events.push(signal.reason));
  early.stop('over');
  expect(events).toEqual(['over']);
  expect(early.signal).toBe(signal);
  const late = new StepStop();
  late.stop('over');
  expect(late.signal.aborted).toBe(true);
  expect(late.signal.reason).toBe('over');
});
