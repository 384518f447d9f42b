import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ENDLESS_WORK } from './endless-work';
import { ESCAPE_ATTEMPTS } from './escape-attempts';
import { armHost, disarmHost } from './host-canary';
import { tryToEscape } from './try-to-escape';

beforeAll(armHost);
afterAll(disarmHost);

describe('nothing gets out, nothing is changed and nothing hangs', () => {
  it('at least 600 different attempts, work without end included', () => {
    expect(ESCAPE_ATTEMPTS.length + ENDLESS_WORK.length).toBeGreaterThan(600);
  });

  it.each(ESCAPE_ATTEMPTS.map((source) => [source]))('%s', tryToEscape);
});
