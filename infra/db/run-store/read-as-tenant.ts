import type { Socket } from 'node:net';
import type pg from 'pg';
import { Bug } from '@/core/errors/app-error';

/**
 * Runs SQL as one tenant: row-level security holds for everything `read` asks. Read-only, and all of it as of one
 * moment: a run's row and its log belong together. The pool's connections send without waiting for answers, so opening
 * the transaction costs no round trip of its own.
 */
export async function readAsTenant<T>(
  app: pg.Pool,
  tenantId: string,
  read: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await app.connect();
  let broken = false;
  try {
    const [opened, result] = await Promise.allSettled([open(client, tenantId), read(client)]);
    // What failed first tells more than what failed because of it.
    if (opened.status === 'rejected') throw opened.reason;
    if (result.status === 'rejected') throw result.reason;
    await client.query('commit');
    return result.value;
  } catch (error) {
    await client.query('rollback').catch(() => (broken = true));
    throw error;
  } finally {
    client.release(broken);
  }
}

/** One statement as one tenant, in one round trip. Read-only. */
export async function readRowsAsTenant<R extends pg.QueryResultRow>(
  app: pg.Pool,
  tenantId: string,
  query: { name: string; text: string; values: readonly unknown[] },
): Promise<R[]> {
  const client = await app.connect();
  let broken = false;
  try {
    const all = inOnePacket(
      client,
      () =>
        [
          open(client, tenantId, KEEP_PLAN),
          client.query<R>({ ...query, values: [...query.values] }),
          client.query('commit'),
        ] as const,
    );
    const [opened, read, closed] = await Promise.allSettled(all);
    if (opened.status === 'rejected') throw opened.reason;
    if (read.status === 'rejected') throw read.reason;
    if (closed.status === 'rejected') throw closed.reason;
    return read.value.rows;
  } catch (error) {
    // A commit after a failed statement rolls back; what is left is a connection that broke.
    await client.query('rollback').catch(() => (broken = true));
    throw error;
  } finally {
    client.release(broken);
  }
}

/** Each message to the server is a system call of its own otherwise, and those were a fifth of what a list cost. */
function inOnePacket<T>(client: pg.PoolClient, send: () => T): T {
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
  stream.cork();
  try {
    return send();
  } finally {
    stream.uncork();
  }
}

/** Planning a list takes as long as reading it, and its page's length changes nothing about how it is best read. */
const KEEP_PLAN = '; set local plan_cache_mode = force_generic_plan';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** One message for both: the id goes into the text, so anything else than a uuid must not come this far. */
async function open(client: pg.PoolClient, tenantId: string, more = ''): Promise<void> {
  if (!UUID.test(tenantId))
    throw new Bug('database.bad-scope', 'A transaction was opened for something that is no id.');
  await client.query(
    `begin isolation level repeatable read read only; set local app.tenant_id = '${tenantId}'${more}`,
  );
}
