/**
 * The person who is asked about writes in doubt: looks into the log of the other side some time later and says what stands
 * there. Never a guess.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { wasDone } from './effect-log';
import type { Stage } from './stage';

export interface Decider {
  /** Doubts seen so far, and how many were decided each way. */
  readonly counts: { asked: number; done: number; repeat: number; fail: number };
  stop(): Promise<void>;
}

/** A question waits at least this long: the other side may still be about to do it. */
const LOOK_AFTER_MS = 1500;
const ROUND_MS = 700;

interface Question {
  run_id: string;
  step_key: string;
  created_at: Date;
  keys: string[];
}

const QUESTIONS = `select w.run_id, w.step_key, w.created_at,
    array(select r.idempotency_key from receipts r
      where r.run_id = w.run_id and r.step_key = w.step_key and r.status = 'intended') as keys
  from waits w where w.kind = 'decision' and w.resolved_at is null
    and w.created_at < now() - $1 * interval '1 millisecond' order by w.created_at limit 50`;

export function startDeciding(stage: Stage, random: () => number): Decider {
  const counts = { asked: 0, done: 0, repeat: 0, fail: 0 };
  const seen = new Set<string>();
  let stopped = false;

  /** What stands in the other side's log about these writes. */
  function answerTo(keys: readonly string[]): 'done' | 'repeat' | 'fail' {
    const done = keys.filter((key) =>
      stage.outside.arrivals.some((arrival) => arrival.key === key && wasDone(arrival)),
    );
    if (done.length === keys.length) return 'done';
    // Some of it happened: the other side knows the keys and would tell a repetition.
    if (done.length > 0) return 'repeat';
    return random() < 0.7 ? 'repeat' : 'fail';
  }

  async function round(): Promise<void> {
    const questions = await stage.query<Question>(QUESTIONS, [LOOK_AFTER_MS]);
    for (const { run_id: run, step_key: step, created_at: asked, keys } of questions) {
      const name = `${run} ${step} ${asked.toISOString()}`;
      if (!seen.has(name)) counts.asked += 1;
      seen.add(name);
      const decision = answerTo(keys);
      const answer = await stage.product.rest(
        'POST',
        `/runs/${run}/steps/${encodeURIComponent(step)}/decision`,
        { decision, ...(decision === 'done' ? { result: { ok: true } } : {}) },
      );
      if (answer.status !== 202) continue;
      counts[decision] += 1;
      stage.note('decided', { run, step, decision });
    }
  }

  async function work(): Promise<void> {
    while (!stopped) {
      // The database or the web process is away: the person comes back later.
      await round().catch(() => undefined);
      await pause(ROUND_MS);
    }
  }

  const working = work();
  return {
    counts,
    async stop() {
      stopped = true;
      await working;
    },
  };
}
