import type { Tx } from '@/infra/db/database';

/**
 * Whoever counts something to hold it against a limit waits here for those who do the same, until the transaction ends:
 * what is counted afterwards still holds when one more is added. `of`: what it is counted for, as a tenant or a workflow.
 */
export async function holdCount(tx: Tx, limit: string, of: string): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${limit}::text || ' ' || ${of}::text, 0))`;
}
