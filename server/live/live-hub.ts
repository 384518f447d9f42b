/**
 * Live events of this process. Workers say on the bus which runs changed, ids and numbers only; what changed is read
 * from the database for each watcher, so nothing depends on a message having arrived: every watcher also looks by
 * itself every few seconds, and one that connects again is told what it missed.
 */
import { decodeLiveMessages } from '@/infra/bus/live-message';
import { type Interest, renewInterest } from '@/infra/db/run-store/interest';
import { liveWatchers } from '@/infra/metrics/figures';
import { createChangeReader } from './change-reader';
import type { LiveHubDeps, LiveInput, TrackedEvents } from './live-types';
import { parseDraftChanged } from './parse-draft-changed';
import { type Watcher, createWatcher } from './watcher';

export interface LiveHub {
  open(input: LiveInput): AsyncGenerator<TrackedEvents, void, undefined>;
  /** Ends all streams. */
  close(): void;
}

/** Workers publish for a process this long after it last said that it listens. */
const LEASE_MS = 30_000;
const RENEW_EVERY_MS = 10_000;

export async function createLiveHub(deps: LiveHubDeps, webId: string): Promise<LiveHub> {
  const watchers = new Set<Watcher>();
  const reader = createChangeReader(deps);
  const lease = createLease(deps, webId, watchers);
  await deps.bus.subscribe('heddle_live', (payload) => {
    for (const message of decodeLiveMessages(payload))
      for (const watcher of watchers) watcher.runChanged(message);
  });
  await deps.bus.subscribe('heddle_draft', (payload) => {
    const change = parseDraftChanged(payload);
    if (change) for (const watcher of watchers) watcher.workflowChanged({ ...change, what: 'draft' });
  });
  await deps.bus.subscribe('heddle_routes', (tenantId) => {
    for (const watcher of watchers) watcher.workflowChanged({ tenantId, workflowId: null, what: 'versions' });
  });
  deps.bus.onGap(() => {
    for (const watcher of watchers) watcher.lookAgain();
  });

  return {
    async *open(input) {
      const watcher = createWatcher({ ...deps, reader }, input);
      watchers.add(watcher);
      liveWatchers.set(watchers.size);
      try {
        await lease.renew();
        yield* watcher.events();
      } finally {
        watchers.delete(watcher);
        liveWatchers.set(watchers.size);
        watcher.close();
        lease.renewSoon();
      }
    },
    close() {
      lease.stop();
      for (const watcher of watchers) watcher.close();
    },
  };
}

function createLease(deps: LiveHubDeps, webId: string, watchers: ReadonlySet<Watcher>) {
  let stopped = false;
  let known = '';
  let soon: NodeJS.Timeout | null = null;

  async function renew(): Promise<void> {
    if (stopped) return;
    const interests = [...watchers].flatMap((watcher) => watcher.interests);
    const shape = describe(interests);
    const isNews = shape !== known;
    known = shape;
    try {
      await renewInterest(deps.db.runner, { webId, interests, ttlMs: LEASE_MS });
      if (isNews) await deps.bus.publish('heddle_interest', webId);
    } catch (error) {
      deps.log.warn(
        { err: error, code: 'live.lease-failed' },
        'Could not say what is watched; live updates come late.',
      );
    }
  }

  const timer = setInterval(() => {
    if (watchers.size > 0 || known !== '') void renew();
  }, RENEW_EVERY_MS);
  timer.unref();
  return {
    renew,
    /** Tabs that reload close and open at once: one renewal is enough for both. */
    renewSoon() {
      soon ??= setTimeout(() => {
        soon = null;
        void renew();
      }, 500).unref();
    },
    stop() {
      stopped = true;
      clearInterval(timer);
      if (soon) clearTimeout(soon);
    },
  };
}

function describe(interests: readonly Interest[]): string {
  return [...new Set(interests.map((interest) => `${interest.tenantId} ${interest.topic}`))]
    .sort()
    .join('\n');
}
