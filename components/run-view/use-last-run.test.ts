import { describe, expect, it } from 'vitest';
import { dataRunOf } from './use-last-run';

describe('the run whose data is shown before one is run', () => {
  it('is the newest that ended, one that was cancelled only for want of another', () => {
    const run = (id: string, status: 'succeeded' | 'failed' | 'cancelled' | 'running') => ({ id, status });
    expect(dataRunOf([run('5', 'running'), run('4', 'cancelled'), run('3', 'failed')])).toBe('3');
    expect(dataRunOf([run('4', 'cancelled'), run('3', 'running')])).toBe('4');
    expect(dataRunOf([run('3', 'running')])).toBeNull();
    expect(dataRunOf([])).toBeNull();
  });
});
