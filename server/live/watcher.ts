import type { LiveEvent } from '@/core/contracts/live-event';
import { UserProblem } from '@/core/errors/app-error';
import type { LiveMessage } from '@/infra/bus/live-message';
import type { Interest } from '@/infra/db/run-store/interest';
import { listMissedRunIds, listRecentRunIds } from '@/services/runs/read-run-change';
import type { ChangeReader } from './change-reader';
import type { LiveHubDeps, LiveInput, TrackedEvents } from './live-types';
import { createSeenRuns } from './seen-runs';

/** Something about a workflow other than its runs. */
export interface WorkflowChange {
  tenantId: string;
  workflowId: string | null;
  what: 'draft' | 'versions';
}

/** One stream: what it cares about and what it has told. */
export interface Watcher {
  readonly interests: readonly Interest[];
  runChanged(message: LiveMessage): void;
  /** `workflowId` null = any workflow of the tenant. */
  workflowChanged(change: WorkflowChange): void;
  /** Messages may be missing. */
  lookAgain(): void;
  events(): AsyncGenerator<TrackedEvents, void, undefined>;
  close(): void;
}

/** Looks by itself this often, for messages that were lost. */
const LOOK_EVERY_MS = 3000;
/** From one look to the next: what comes meanwhile is read together. A person sees no difference below that. */
const MIN_GAP_MS = 15;
/** The same where more than this many events come in a millisecond: a run that is over meanwhile is told once, not twice. */
const BUSY_GAP_MS = 50;
const BUSY_EVENTS_PER_MS = 0.6;
/** Runs told in one look. */
const MOST_AT_ONCE = 50;
const RECENT_RUNS = 10;
/** Runs that a stream which connects again is told of; whoever missed more reads everything anew. */
const MOST_MISSED = 500;
const ENDED: ReadonlySet<string> = new Set(['succeeded', 'failed', 'cancelled']);

export function createWatcher(deps: LiveHubDeps & { reader: ChangeReader }, input: LiveInput): Watcher {
  const { tenantId } = input.scope;
  const topics = new Set(input.topics);
  const runTopics = namesOf(topics, 'run:');
  const workflowTopics = namesOf(topics, 'workflow:');
  const seen = createSeenRuns({
    lastEventId: input.lastEventId,
    followsWorkflows: workflowTopics.size > 0,
    now: () => deps.clock.now(),
  });
  const ended = new Set<string>();
  const dirty = new Set<string>(runTopics);
  const plain: LiveEvent[] = [];
  let closed = input.signal.aborted;
  let wake: () => void = () => undefined;

  const close = (): void => {
    closed = true;
    wake();
  };
  input.signal.addEventListener('abort', close, { once: true });

  function mark(runId: string): void {
    dirty.add(runId);
    wake();
  }

  async function look(): Promise<void> {
    if (!(await input.isStillAllowed())) throw UserProblem.unauthenticated();
    for (const runId of runTopics) if (!ended.has(runId)) dirty.add(runId);
    for (const workflowId of workflowTopics) {
      const recent = await listRecentRunIds(deps, input.scope, { workflowId, limit: RECENT_RUNS });
      const known = new Set(seen.runIds);
      for (const runId of recent)
        if (!ended.has(runId) && (known.has(runId) || madeAtMs(runId) >= seen.sinceMs)) dirty.add(runId);
    }
  }

  /** What changed while nobody listened, in the order in which the runs were made. */
  async function catchUp(): Promise<void> {
    const missed = new Set(seen.runIds);
    for (const workflowId of workflowTopics) {
      const wanted = { workflowId, sinceMs: seen.sinceMs, limit: MOST_MISSED + 1 };
      const found = await listMissedRunIds(deps, input.scope, wanted);
      if (found.length > MOST_MISSED) plain.push({ kind: 'resync' });
      for (const runId of found.slice(0, MOST_MISSED)) missed.add(runId);
    }
    for (const runId of [...missed].sort()) dirty.add(runId);
  }

  /** Gone, or not of this tenant: the same silence for both. */
  async function readDirty(): Promise<LiveEvent[]> {
    const ids = [...dirty].slice(0, MOST_AT_ONCE);
    for (const id of ids) dirty.delete(id);
    const changes = await deps.reader.read(
      input.scope,
      ids.map((id) => ({ id, afterSeq: seen.seqOf(id) })),
    );
    const news: LiveEvent[] = [];
    for (const change of changes) {
      if (!change) continue;
      const { id, status } = change.run;
      if (ENDED.has(status)) ended.add(id);
      if (change.seq <= seen.seqOf(id)) continue;
      seen.note(id, change.seq);
      news.push(change);
    }
    return news;
  }

  async function* events(): AsyncGenerator<TrackedEvents, void, undefined> {
    if (input.lastEventId !== null) await catchUp();
    let lookedAt = performance.now();
    let lastBeganAt = lookedAt;
    while (!closed) {
      const beganAt = performance.now();
      const news = plain.splice(0);
      if (dirty.size > 0) news.push(...(await readDirty()));
      if (closed) return;
      if (news.length > 0) yield { id: seen.currentId(), events: news };
      if (closed) return;
      if (plain.length === 0 && dirty.size === 0)
        await sleepUntilWoken(LOOK_EVERY_MS, (woken) => (wake = woken));
      if (closed) return;
      const now = performance.now();
      if (now - lookedAt >= LOOK_EVERY_MS) {
        lookedAt = now;
        await look();
        continue;
      }
      const isBusy = news.length > BUSY_EVENTS_PER_MS * (beganAt - lastBeganAt);
      lastBeganAt = beganAt;
      const gapMs = isBusy ? BUSY_GAP_MS : MIN_GAP_MS;
      if (now - beganAt < gapMs) await sleepUntilWoken(gapMs - (now - beganAt), () => undefined);
    }
  }

  return {
    interests: input.topics.map((topic) => ({ tenantId, topic })),
    runChanged(message) {
      if (message.tenantId !== tenantId) return;
      if (runTopics.has(message.runId) || workflowTopics.has(message.workflowId)) mark(message.runId);
    },
    workflowChanged(change) {
      if (change.tenantId !== tenantId) return;
      const concerned = change.workflowId === null ? workflowTopics : [change.workflowId];
      for (const workflowId of concerned) {
        if (workflowTopics.has(workflowId) && !isQueued(plain, workflowId, change.what)) {
          plain.push({ kind: 'workflow-changed', workflowId, what: change.what });
        }
      }
      wake();
    },
    lookAgain() {
      if (!plain.some((event) => event.kind === 'resync')) plain.push({ kind: 'resync' });
      for (const runId of runTopics) dirty.add(runId);
      wake();
    },
    events,
    close,
  };
}

function isQueued(events: readonly LiveEvent[], workflowId: string, what: WorkflowChange['what']): boolean {
  return events.some(
    (event) => event.kind === 'workflow-changed' && event.workflowId === workflowId && event.what === what,
  );
}

function namesOf(topics: ReadonlySet<string>, prefix: string): ReadonlySet<string> {
  return new Set(
    [...topics].filter((topic) => topic.startsWith(prefix)).map((topic) => topic.slice(prefix.length)),
  );
}

/** A UUIDv7 begins with the milliseconds when it was made. */
function madeAtMs(runId: string): number {
  return Number.parseInt(runId.replaceAll('-', '').slice(0, 12), 16);
}

function sleepUntilWoken(limitMs: number, offer: (wake: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, limitMs);
    offer(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
