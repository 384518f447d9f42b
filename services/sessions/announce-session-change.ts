import type { Tx } from '@/infra/db/database';

/** Tells every web process, once the transaction is committed, to forget what it knows of this person's sessions. */
export async function announceSessionChange(tx: Tx, userId: string): Promise<void> {
  await tx.$executeRaw`select pg_notify('heddle_sessions', ${userId})`;
}
