import type { ServiceDeps } from '@/services/deps';

/** What services about workflows need. */
export type WorkflowDeps = Pick<ServiceDeps, 'db' | 'clock' | 'ids' | 'catalog' | 'bus'>;
