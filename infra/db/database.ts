/**
 * The database as the product sees it. Services get transactions that belong to a tenant or a person, never a client
 * without one; the run store gets pools whose role decides what they see.
 */
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { OperationalFailure, UserProblem } from '@/core/errors/app-error';
import { PrismaClient, type Prisma } from './generated/client';
import { createLimitsReader, type LimitsReader } from './limits-reader';
import { createLookup, type Lookup } from './lookup';
import { roleConnection, type DatabaseRole } from './role-connection';
import { createScopedPool, inScope } from './scoped-pool';

/** A transaction in the scope of a tenant or person. */
export type Tx = Prisma.TransactionClient;

export interface Database {
  /**
   * One transaction that sees and writes the rows of this tenant alone (`userId` adds the rows of that person). Throwing
   * undoes everything.
   */
  withTenant<T>(scope: { tenantId: string; userId?: string }, fn: (tx: Tx) => Promise<T>): Promise<T>;
  /** One transaction for a person's own rows: their account, sessions, and the list of their tenants. */
  withUser<T>(scope: { userId: string }, fn: (tx: Tx) => Promise<T>): Promise<T>;
  /** Role `heddle_app`: no rows without a tenant set in the transaction. */
  app: pg.Pool;
  /** Role `heddle_runner`: the run tables of all tenants. */
  runner: pg.Pool;
  lookup: Lookup;
  /** What each tenant may do: kept for a while, for the hot paths. */
  limits: LimitsReader;
  /** Throws in words unless the server answers, the roles hold and nothing weakens durability. */
  check(): Promise<void>;
  close(): Promise<void>;
}

export interface DatabaseConfig {
  url: string;
  /** Most connections of each pool. */
  appConnections?: number;
  runnerConnections?: number;
  /** Shown to the database's administrator. */
  applicationName?: string;
  /** Told about connections that broke while idle; they are replaced by themselves. */
  onError?: (error: Error) => void;
}

const MAX_WAIT_MS = 10_000;
const TRANSACTION_TIMEOUT_MS = 30_000;

/** Opens the pools; connects on first use. */
export function createDatabase(config: DatabaseConfig): Database {
  const app = createScopedPool({
    ...poolConfig(config, 'heddle_app', config.appConnections ?? 10),
    // Reads open and close their transaction in the round trip of the statement.
    pipeline: true,
  });
  const runner = new pg.Pool(generic(poolConfig(config, 'heddle_runner', config.runnerConnections ?? 8)));
  for (const pool of [app, runner]) pool.on('error', (error) => config.onError?.(error));
  const prisma = new PrismaClient({ adapter: new PrismaPg(app) });
  const options = { maxWait: MAX_WAIT_MS, timeout: TRANSACTION_TIMEOUT_MS };
  return {
    app,
    runner,
    lookup: createLookup(app),
    limits: createLimitsReader(runner),
    withTenant: (scope, fn) =>
      inScope(
        { tenantId: scope.tenantId, ...(scope.userId === undefined ? {} : { userId: scope.userId }) },
        () => prisma.$transaction(fn, options),
      ),
    withUser: ({ userId }, fn) => inScope({ userId }, () => prisma.$transaction(fn, options)),
    async check() {
      await Promise.all([checkPool(app, 'heddle_app'), checkPool(runner, 'heddle_runner')]);
    },
    async close() {
      await prisma.$disconnect();
      await Promise.all([app.end(), runner.end()]);
    },
  };
}

function poolConfig(config: DatabaseConfig, role: DatabaseRole, max: number): pg.PoolConfig {
  return {
    ...roleConnection(config.url, role),
    max,
    application_name: config.applicationName ?? 'heddle',
    connectionTimeoutMillis: MAX_WAIT_MS,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
  };
}

/**
 * The runner sends few statements, all with names, and their values are lists of unknown length: planning one anew for
 * each batch cost a tenth of the database's time and gave the same plan.
 */
function generic(pool: pg.PoolConfig): pg.PoolConfig {
  return { ...pool, options: `${pool.options ?? ''} -c plan_cache_mode=force_generic_plan` };
}

/** Durability and roles are settings of the server and of poolers in between: asked for, not assumed. */
async function checkPool(pool: pg.Pool, role: DatabaseRole): Promise<void> {
  const { rows } = await pool
    .query<{ role: string; fsync: string; commit: string; pages: string }>(
      `select current_user as role, current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
        current_setting('full_page_writes') as pages`,
    )
    .catch((cause: unknown) => {
      throw new OperationalFailure(
        'database.unreachable',
        'The database does not answer. Check DATABASE_URL and the server.',
        {
          cause,
        },
      );
    });
  const found = rows[0];
  if (found?.role !== role) {
    throw new UserProblem(
      'database.role-lost',
      `Connections do not keep the role ${role}: the start-up option is dropped on the way. Connect past the pooler, or let it pass \`options\`.`,
    );
  }
  if (found.fsync !== 'on' || found.commit === 'off' || found.pages !== 'on') {
    throw new UserProblem(
      'database.not-durable',
      'The database may forget what it confirmed: fsync, full_page_writes and synchronous_commit must be on.',
      { details: { fsync: found.fsync, synchronousCommit: found.commit, fullPageWrites: found.pages } },
    );
  }
}
