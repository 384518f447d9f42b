/**
 * What every store of runs does, told once and held against the one in memory and the one in PostgreSQL. Time is never
 * waited for: what is to be over is put down as over from the start.
 */
import { describe } from 'vitest';
import { claimScenarios } from './claim-scenarios';
import { familyScenarios } from './family-scenarios';
import type { StoreUnderTest } from './store-fixtures';
import { waitScenarios } from './wait-scenarios';

export function describeStore(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`the store of runs ${name}`, () => {
    claimScenarios(open);
    waitScenarios(open);
    familyScenarios(open);
  });
}
