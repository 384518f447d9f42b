/** What is known after the night, from the two logs that are held against each other: the database and the other side's. */
import type { Fact } from '@/core/engine/types';
import type { Arrival } from './effect-log';
import type { Order } from './feeder';
import type { Stage } from './stage';
import type { Policies } from './workflows';

export interface RunRecord {
  id: string;
  status: string;
  live: boolean;
  /** A decision is asked for, or a person has to call. */
  waitsForPerson: boolean;
  epoch: number;
  deaths: number;
  error: { code?: string } | null;
}

export interface FactRow {
  runId: string;
  seq: number;
  epoch: number;
  /** Of the transaction that wrote it, by the database's clock. */
  atMs: number;
  facts: readonly Fact[];
}

export interface Evidence {
  orders: readonly Order[];
  /** Idempotency key of an order → the run it became. */
  runOfKey: ReadonlyMap<string, string>;
  runs: readonly RunRecord[];
  rows: readonly FactRow[];
  arrivals: readonly Arrival[];
  policies: Policies;
  /** Milliseconds for each run of a worker that was hurt, and those that never came back. */
  recovered: readonly number[];
  missing: readonly string[];
  recoveryLimitMs: number;
  /** When a stopped worker went on. */
  woken: readonly number[];
  /** What should have happened in this night and did not: a night without trouble proves nothing. */
  quiet: readonly string[];
}

const RUNS = `select id, status, false as live, false as "waitsForPerson", 0 as epoch, 0 as deaths, error from runs
  union all select l.id, l.status, true, exists (select 1 from waits w where w.run_id = l.id and w.kind = 'decision'
    and w.resolved_at is null), l.epoch, l.deaths, null from run_live l`;
const ROWS = `select run_id as "runId", seq, epoch, extract(epoch from at)::float8 * 1000 as "atMs", facts
  from run_facts order by run_id, seq`;

/** Reads the database's side. */
export async function readDatabase(
  stage: Pick<Stage, 'query'>,
): Promise<Pick<Evidence, 'runs' | 'rows' | 'runOfKey'>> {
  const runs = await stage.query<RunRecord>(RUNS);
  const rows = await stage.query<FactRow>(ROWS);
  const keys = await stage.query<{ key: string; run_id: string }>('select key, run_id from dedup');
  return { runs, rows, runOfKey: new Map(keys.map(({ key, run_id }) => [key, run_id])) };
}
