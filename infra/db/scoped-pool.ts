/**
 * A pool whose transactions know whose they are. Prisma opens a transaction by sending the literal text `BEGIN`; here
 * tenant, person and role travel in that same message, so a scope costs no round trip of its own. The settings are
 * local to the transaction: nothing is left on the connection when it ends.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import pg from 'pg';
import { Bug } from '@/core/errors/app-error';

/** What a transaction may see: the rows of a tenant, of a person, or both. */
export interface TransactionScope {
  tenantId?: string;
  userId?: string;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const scopes = new AsyncLocalStorage<string>();

type QueryFunction = (query: unknown, ...rest: unknown[]) => Promise<unknown>;

/** Runs `work`; the transactions it opens on a scoped pool carry the scope. */
export function inScope<T>(scope: TransactionScope, work: () => Promise<T>): Promise<T> {
  return scopes.run(beginStatement(scope), work);
}

/** Makes a pool for the app's role that opens transactions in the scope of their caller. */
export function createScopedPool(config: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool(config);
  pool.on('connect', (client) => {
    // `query` has many overloads; only the awaited form that the adapter uses is of interest.
    const target = client as unknown as { query: QueryFunction };
    const plain = target.query.bind(client);
    target.query = async (query, ...rest) => {
      const begin = isBegin(query) ? scopes.getStore() : undefined;
      if (begin === undefined) return plain(query, ...rest);
      const results = (await plain(begin)) as unknown[];
      return results[0];
    };
  });
  return pool;
}

function beginStatement({ tenantId, userId }: TransactionScope): string {
  return (
    `BEGIN; SET LOCAL ROLE heddle_app; SELECT set_config('app.tenant_id', '${checked(tenantId)}', true), ` +
    `set_config('app.user_id', '${checked(userId)}', true)`
  );
}

/** The id goes into the text of a statement: anything else than a uuid must not come this far. */
function checked(id: string | undefined): string {
  if (id === undefined) return '';
  if (!UUID.test(id))
    throw new Bug('database.bad-scope', 'A transaction was opened for something that is no id.');
  return id;
}

function isBegin(query: unknown): boolean {
  return typeof query === 'object' && query !== null && 'text' in query && query.text === 'BEGIN';
}
