import type { TenantScope } from '@/core/access/tenant-scope';
import type { LiveEvent } from '@/core/contracts/live-event';
import type { ServiceDeps } from '@/services/deps';

export interface LiveInput {
  scope: TenantScope;
  /** `run:<id>` and `workflow:<id>`. */
  topics: readonly string[];
  /** Id of the last event that was seen, or null for a first connection. */
  lastEventId: string | null;
  signal: AbortSignal;
  /** Asked every few seconds: a revoked session or key ends the stream. */
  isStillAllowed: () => Promise<boolean>;
}

/** What one look found. A message for each event would cost more than the events. */
export interface TrackedEvents {
  /** Says that all of them were told. */
  id: string;
  events: readonly LiveEvent[];
}

export type LiveHubDeps = Pick<ServiceDeps, 'db' | 'bus' | 'catalog' | 'clock' | 'log'>;
