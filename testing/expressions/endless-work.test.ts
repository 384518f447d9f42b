import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { someCases } from '@/testing/random-cases';
import { ENDLESS_WORK } from './endless-work';
import { armHost, disarmHost } from './host-canary';
import { tryToEscape } from './try-to-escape';

beforeAll(armHost);
afterAll(disarmHost);

// Each of these works for as long as it may, so all of them take seconds; what is not bounded takes minutes.
describe('nothing hangs, nothing gets out and nothing is changed', () => {
  it('at least 70 kinds of work', () => {
    expect(ENDLESS_WORK.length).toBeGreaterThanOrEqual(70);
  });

  it.each(someCases(ENDLESS_WORK).map((source) => [source]))('%s', tryToEscape);
});
