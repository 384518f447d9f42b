import { systemClock } from '@/infra/clock/clock';
import { createIds } from '@/infra/ids/ids';
import type { PeopleDeps } from '@/services/tenants/people-deps';
import type { TestDatabase } from './test-database';

/** What services about people and tenants need, over a test's own database. */
export function peopleDeps({ db }: TestDatabase): PeopleDeps {
  return { db, clock: systemClock, ids: createIds(systemClock) };
}
