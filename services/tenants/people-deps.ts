import type { ServiceDeps } from '@/services/deps';

/** What the services about people and tenants need; the rest of a process may not be up yet when they run. */
export type PeopleDeps = Pick<ServiceDeps, 'db' | 'clock' | 'ids'>;
