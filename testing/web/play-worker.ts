/** Plays the worker towards a web process: takes accepted runs and ends them as a test says. */
import type { RunAnswer } from '@/core/node-kit/executor';
import type { Item } from '@/core/items/item';
import type { RunError, RunStatus } from '@/core/engine/types';
import type { TestDatabase } from '@/testing/database/test-database';

export interface PlayedEnd {
  status: Extract<RunStatus, 'succeeded' | 'failed' | 'cancelled'>;
  items?: readonly Item[];
  answer?: RunAnswer;
  error?: RunError;
}

export interface AcceptedRun {
  id: string;
  replyTo: string | null;
  flags: string[];
  version: number | null;
  mode: string;
  /** The trigger's first item. */
  item: Item;
}

/** Runs that were accepted and not ended, oldest first. */
export async function acceptedRuns(database: TestDatabase): Promise<AcceptedRun[]> {
  return database.query<AcceptedRun>(
    `select l.id, l.reply_to as "replyTo", l.flags, l.version, l.mode, f.facts -> 0 -> 'outputs' -> 'main' -> 'items' -> 0 as item
      from run_live l join run_facts f on f.run_id = l.id and f.seq = 0 order by l.id`,
  );
}

/** Ends each run that is accepted from now on, until it is told to stop. */
export function playWorker(
  database: TestDatabase,
  endOf: (run: AcceptedRun) => PlayedEnd | null,
): { stop(): Promise<void> } {
  let stopped = false;
  const seen = new Set<string>();
  async function work(): Promise<void> {
    while (!stopped) {
      for (const run of await acceptedRuns(database)) {
        const end = seen.has(run.id) ? null : endOf(run);
        seen.add(run.id);
        if (end) await endRun(database, run, end);
      }
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
  const working = work();
  return {
    stop() {
      stopped = true;
      return working;
    },
  };
}

/** Moves a run to history and tells who waits for it, as a flush does. */
export async function endRun(
  database: TestDatabase,
  run: Pick<AcceptedRun, 'id' | 'replyTo'>,
  end: PlayedEnd,
): Promise<void> {
  const output = end.items === undefined ? null : { count: end.items.length, items: end.items };
  await database.query(
    `with gone as (delete from run_live where id = $1 returning *)
      insert into runs (tenant_id, id, project_id, workflow_id, version, graph_hash, mode, trigger_node, status, created_at,
        finished_at, error, output, answer, flags, started_by, retention_class, seq)
      select tenant_id, id, project_id, workflow_id, version, graph_hash, mode, trigger_node, $2, created_at, now(), $3, $4, $5,
        flags, started_by, retention_class, seq + 1 from gone`,
    [run.id, end.status, json(end.error), json(output), json(end.answer)],
  );
  if (run.replyTo !== null)
    await database.query('select pg_notify($1, $2)', [
      `heddle_reply_${run.replyTo}`,
      JSON.stringify([{ runId: run.id }]),
    ]);
}

function json(value: unknown): string | null {
  return value === undefined || value === null ? null : JSON.stringify(value);
}
