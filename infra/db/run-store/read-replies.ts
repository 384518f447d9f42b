import type pg from 'pg';
import type { RunError, RunStatus } from '@/core/engine/types';
import type { PortData } from '@/core/items/item';
import type { RunAnswer } from '@/core/node-kit/executor';

/** Where a run stands when somebody waits for it. */
export interface RunReply {
  runId: string;
  status: RunStatus;
  /** Given by a respond node, as soon as it is durable; the run may still go on. */
  answer: RunAnswer | null;
  output: PortData | null;
  error: RunError | null;
}

/** Reads where runs stand, live or finished, in one statement. Unknown runs are left out. */
export async function readReplies(
  runner: pg.Pool,
  keys: readonly { tenantId: string; runId: string }[],
): Promise<RunReply[]> {
  const { rows } = await runner.query<RunReply>({
    name: 'read-replies',
    text: `with wanted as (select * from unnest($1::uuid[], $2::uuid[]) as t(tenant_id, run_id))
      select r.id as "runId", r.status, r.answer, r.output, r.error from wanted w
        join runs r on r.tenant_id = w.tenant_id and r.id = w.run_id
      union all
      select l.id, l.status, l.answer, null, null from wanted w join run_live l on l.id = w.run_id and l.tenant_id = w.tenant_id`,
    values: [keys.map((key) => key.tenantId), keys.map((key) => key.runId)],
  });
  return rows;
}
