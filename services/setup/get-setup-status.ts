import type { PeopleDeps } from '@/services/tenants/people-deps';

/** Whether this installation still waits for its first owner. */
export async function getSetupStatus(deps: PeopleDeps): Promise<{ needed: boolean }> {
  return { needed: await deps.db.lookup.setupNeeded() };
}
