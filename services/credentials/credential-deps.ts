import type { ServiceDeps } from '@/services/deps';

/** What services about credentials need. */
export type CredentialDeps = Pick<ServiceDeps, 'db' | 'clock' | 'ids' | 'vault' | 'bus'>;
