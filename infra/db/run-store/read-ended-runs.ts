import type pg from 'pg';
import type { RunError } from '@/core/engine/types';
import type { PortData } from '@/core/items/item';

export interface EndedRun {
  id: string;
  status: 'succeeded' | 'failed' | 'cancelled';
  output: PortData | null;
  error: RunError | null;
}

/** How runs of a tenant ended; those that are not over, or not kept any more, are left out. */
export async function readEndedRuns(
  runner: pg.Pool,
  input: { tenantId: string; ids: readonly string[] },
): Promise<EndedRun[]> {
  const { rows } = await runner.query<EndedRun>({
    name: 'read-ended-runs',
    text: 'select id, status, output, error from runs where tenant_id = $1 and id = any($2::uuid[])',
    values: [input.tenantId, input.ids],
  });
  return rows;
}
