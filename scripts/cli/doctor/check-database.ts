/** What the database says, as far as it can be reached. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { readMigrations } from '@/infra/db/migrate';
import { roleConnection, type DatabaseRole } from '@/infra/db/role-connection';
import { findCluster } from '@/infra/embedded-postgres/cluster';
import type { Env } from '@/infra/env/env';
import {
  readBackupFacts,
  readClockAhead,
  readDatabaseFacts,
  readHistoryFacts,
  readKeyFacts,
  readWorkFacts,
  type SealedCredential,
} from '@/infra/health/database-facts';
import { listProcesses } from '@/infra/processes/presence';
import { keyFileOf } from '@/infra/vault/development-keys';
import { createVault, type VaultKey } from '@/infra/vault/vault';
import { opensWith } from '@/services/health/opens-with';
import { clusterFolder, EMBEDDED_DATABASE } from '../embedded-database';
import { finding, judged, type Finding } from './finding';

const PATIENCE_MS = 5000;
const ROLES: readonly DatabaseRole[] = ['heddle_app', 'heddle_runner', 'heddle_queue', 'heddle_maintenance'];

export async function checkDatabase(env: Env, root: string): Promise<Finding[]> {
  const running = env.usesEmbeddedDatabase
    ? await findCluster({ dataDir: clusterFolder(env.dataDir) })
    : null;
  const url = env.databaseUrl ?? running?.superuserUrl(EMBEDDED_DATABASE);
  if (url === undefined) {
    return [
      finding(
        'ok',
        'database',
        'the embedded one, which `npm start` starts; what is in it is looked at while it runs',
      ),
    ];
  }
  const ownerUrl = env.databaseOwnerUrl ?? url;
  try {
    const schema = await withClient(new pg.Client({ connectionString: ownerUrl, ...LIMITS }), (client) =>
      checkSchema(client, path.join(root, 'prisma/migrations')),
    );
    if (schema.level === 'problem') return [schema];
    const roles = await checkRoles(url);
    if (roles.level === 'problem') return [schema, roles];
    return [schema, roles, ...(await checkInside(url, env))];
  } catch (error) {
    return [
      finding('problem', 'database', `${reasonOf(error)}. Check DATABASE_URL and that the server runs.`),
    ];
  }
}

const LIMITS = {
  connectionTimeoutMillis: PATIENCE_MS,
  query_timeout: PATIENCE_MS,
  application_name: 'heddle doctor',
};

async function withClient<T>(client: pg.Client, work: (client: pg.Client) => Promise<T>): Promise<T> {
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function checkSchema(client: pg.Client, folder: string): Promise<Finding> {
  const { rows } = await client.query<{ ledger: boolean }>(
    "select to_regclass('public._prisma_migrations') is not null as ledger",
  );
  if (rows[0]?.ledger !== true) {
    return finding(
      'problem',
      'migrations',
      'this database holds no Heddle yet. Run `npm run heddle -- migrate`, or `npm start`.',
    );
  }
  const ledger = await client.query<{ name: string }>(
    'select migration_name as name from public._prisma_migrations where finished_at is not null and rolled_back_at is null',
  );
  const applied = new Set(ledger.rows.map(({ name }) => name));
  const known = (await readMigrations(folder)).map(({ name }) => name);
  const newer = [...applied].filter((name) => !known.includes(name));
  if (newer.length > 0) {
    return finding(
      'problem',
      'migrations',
      `a newer Heddle has migrated this database (${newer.join(', ')}). Start that version.`,
    );
  }
  const missing = known.filter((name) => !applied.has(name));
  return missing.length > 0
    ? finding(
        'problem',
        'migrations',
        `${missing.length} are missing. Run \`npm run heddle -- migrate\`; \`npm start\` does it too.`,
      )
    : finding('ok', 'migrations', `all ${known.length} applied`);
}

/** Whether the app's login may take the roles that keep tenants apart, and keeps them through whatever lies between. */
async function checkRoles(url: string): Promise<Finding> {
  for (const role of ROLES) {
    try {
      const current = await withClient(
        new pg.Client({ ...roleConnection(url, role), ...LIMITS }),
        async (client) => {
          const { rows } = await client.query<{ role: string }>('select current_user as role');
          return rows[0]?.role;
        },
      );
      if (current !== role) {
        return finding(
          'problem',
          'roles',
          `connections do not keep the role ${role}: a pooler drops start-up options. Connect past it.`,
        );
      }
    } catch (error) {
      return finding(
        'problem',
        'roles',
        `the login cannot take the role ${role} (${reasonOf(error)}). Run \`npm run heddle -- migrate\` as the owner.`,
      );
    }
  }
  return finding('ok', 'roles', 'the login may take all of them');
}

async function checkInside(url: string, env: Env): Promise<Finding[]> {
  const keys = await readKeys(env);
  return withClient(new pg.Client({ ...roleConnection(url, 'heddle_runner'), ...LIMITS }), async (client) => {
    const processes = await listProcesses(client);
    return judged({
      database: await readDatabaseFacts(client),
      // A Heddle that is not running lacks no worker.
      processes: processes.length > 0 ? processes : null,
      work: processes.length > 0 ? await readWorkFacts(client) : null,
      history: await readHistoryFacts(client),
      keys: await readKeyFacts(client, null, openerOf(keys)),
      backup: await readBackupFacts(client),
      clockAheadMs: await readClockAhead(client, Date.now),
    });
  });
}

/** The keys there are; a doctor makes none. */
async function readKeys(env: Env): Promise<readonly VaultKey[]> {
  if (env.encryptionKeys.length > 0) return env.encryptionKeys;
  const text = await readFile(keyFileOf(env.dataDir), 'utf8').catch(() => '');
  const key = new Uint8Array(Buffer.from(text.trim(), 'base64'));
  return key.length === 32 ? [{ id: 'local', key }] : [];
}

function openerOf(keys: readonly VaultKey[]): (credential: SealedCredential) => boolean {
  return keys.length === 0 ? () => false : opensWith(createVault(keys));
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message || error.name : String(error);
}
