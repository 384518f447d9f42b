/**
 * Lets a web process wait for runs it accepted. Workers notify `heddle_reply_<web id>` with the commit in which runs
 * answered or ended, and say how; replies that are too long for that are read here, all of them in one query. It also looks
 * by itself once a second, so a lost notification costs latency and nothing else.
 */
import type pg from 'pg';
import type { Log } from '@/infra/log/log';
import { readReplies, type RunReply } from '@/infra/db/run-store/read-replies';
import type { Bus } from './bus';

export type { RunReply } from '@/infra/db/run-store/read-replies';

export interface ExpectedReply {
  /** The reply, or null when the time ran out. */
  promise: Promise<RunReply | null>;
  /** Stop waiting; the promise gives null. */
  cancel(): void;
}

export interface Replies {
  /** Goes into `replyTo` of the runs this process waits for. */
  readonly webId: string;
  /**
   * Call it before the run is accepted, so that a fast answer is not missed. `until: 'answer'` ends at the first
   * answer, `'end'` only when the run is finished.
   */
  expect(input: {
    tenantId: string;
    runId: string;
    timeoutMs: number;
    until: 'answer' | 'end';
  }): ExpectedReply;
  close(): Promise<void>;
}

/** A reply, or only that there is one. */
type ReplyMessage = RunReply | { runId: string; status?: never };

interface Waiter {
  tenantId: string;
  until: 'answer' | 'end';
  since: number;
  settle(reply: RunReply | null): void;
}

const LOOK_EVERY_MS = 1000;

export async function createReplies(options: {
  webId: string;
  bus: Bus;
  runner: pg.Pool;
  log: Log;
}): Promise<Replies> {
  const waiters = new Map<string, Waiter>();
  let wanted = new Set<string>();
  let reading = false;

  async function readWanted(): Promise<void> {
    if (reading) return;
    reading = true;
    try {
      while (wanted.size > 0) {
        const ids = [...wanted].filter((id) => waiters.has(id));
        wanted = new Set();
        if (ids.length === 0) break;
        const keys = ids.map((id) => ({ runId: id, tenantId: waiters.get(id)?.tenantId ?? '' }));
        for (const reply of await readReplies(options.runner, keys)) settle(reply);
      }
    } catch (error) {
      options.log.warn({ err: error, code: 'replies.read-failed' }, 'Could not read answers; trying again.');
    } finally {
      reading = false;
    }
  }

  function settle(reply: RunReply): void {
    const waiter = waiters.get(reply.runId);
    if (!waiter) return;
    const ended = reply.status === 'succeeded' || reply.status === 'failed' || reply.status === 'cancelled';
    if (ended || (waiter.until === 'answer' && reply.answer)) waiter.settle(reply);
  }

  const stop = await options.bus.subscribe(`heddle_reply_${options.webId}`, (payload) => {
    for (const message of decodeReplies(payload)) {
      if (message.status !== undefined) settle(message);
      else if (waiters.has(message.runId)) wanted.add(message.runId);
    }
    if (wanted.size > 0) void readWanted();
  });
  const lookTimer = setInterval(() => {
    const before = performance.now() - LOOK_EVERY_MS;
    for (const [id, waiter] of waiters) if (waiter.since < before) wanted.add(id);
    if (wanted.size > 0) void readWanted();
  }, LOOK_EVERY_MS);
  lookTimer.unref();

  return {
    webId: options.webId,
    expect({ tenantId, runId, timeoutMs, until }) {
      let resolve: (reply: RunReply | null) => void = () => undefined;
      const promise = new Promise<RunReply | null>((done) => (resolve = done));
      const timer = setTimeout(() => settleOnce(null), timeoutMs);
      const settleOnce = (reply: RunReply | null): void => {
        clearTimeout(timer);
        waiters.delete(runId);
        resolve(reply);
      };
      waiters.set(runId, { tenantId, until, since: performance.now(), settle: settleOnce });
      return { promise, cancel: () => settleOnce(null) };
    },
    async close() {
      clearInterval(lookTimer);
      for (const waiter of [...waiters.values()]) waiter.settle(null);
      await stop();
    },
  };
}

/** What another version of the product says is not understood here; the look once a second finds it. */
function decodeReplies(payload: string): readonly ReplyMessage[] {
  try {
    const messages: unknown = JSON.parse(payload);
    return Array.isArray(messages) ? messages.filter(isReplyMessage) : [];
  } catch {
    return [];
  }
}

function isReplyMessage(value: unknown): value is ReplyMessage {
  return value !== null && typeof value === 'object' && 'runId' in value && typeof value.runId === 'string';
}
