/** What the database knows of its own health and of the work, for `judgeHealth`. Everything here is about the whole installation. */
import type pg from 'pg';
import type { BackupFacts, DatabaseFacts, HistoryFacts, KeyFacts, WorkFacts } from '@/core/health/health';

type Asked = Pick<pg.Pool | pg.Client, 'query'>;

/** Tables that hold rows of tenants and are not guarded, leaves included. */
const OPEN_TABLES = `array(
  select c.relname::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname in ('public', 'heddle_parts') and c.relkind in ('r', 'p') and c.relname <> '_prisma_migrations'
    and not (c.relrowsecurity and c.relforcerowsecurity) order by 1)`;

export async function readDatabaseFacts(runner: Asked): Promise<DatabaseFacts> {
  const { rows } = await runner.query<DatabaseFacts>(
    `select current_setting('server_version_num')::int / 10000 as "majorVersion", current_setting('fsync') = 'on' as fsync,
      current_setting('synchronous_commit') <> 'off' as "synchronousCommit", current_setting('full_page_writes') = 'on' as "fullPageWrites",
      ${OPEN_TABLES} as "openTables"`,
  );
  return first(rows);
}

export async function readWorkFacts(runner: Asked): Promise<WorkFacts> {
  const { rows } = await runner.query<WorkFacts>(
    `select coalesce(extract(epoch from now() - min(due_at) filter (where worker_id is null and due_at <= now())) * 1000, 0)::float as "dueLagMs",
      (count(*) filter (where worker_id is not null and not exists (
        select from workers w where w.id = run_live.worker_id and w.expires_at > now())))::int as orphans
    from run_live`,
  );
  return first(rows);
}

/** Weeks ahead counts whole weeks after this one; the class with the fewest decides. */
export async function readHistoryFacts(runner: Asked): Promise<HistoryFacts> {
  const { rows } = await runner.query<HistoryFacts>(
    `with classes as (select 30::smallint as class union select retention_class from tenants),
      ahead as (
        select k.class, count(c.relname) as weeks from classes k left join pg_class c
          on c.relnamespace = 'heddle_parts'::regnamespace and c.relname ~ ('^runs_' || k.class || '_[0-9]{8}$')
          and right(c.relname, 8) > to_char(now() at time zone 'UTC', 'YYYYMMDD')
        group by 1
      )
    select (select min(weeks)::int from ahead) as "weeksAhead",
      (select coalesce(sum(greatest(c.reltuples, 0)), 0)::int from pg_class c
        where c.relnamespace = 'heddle_parts'::regnamespace and c.relname ~ '_default$') as strayed`,
  );
  return first(rows);
}

/** `opens` tries one credential of each key; `tenantId` null looks at those of all tenants. */
export async function readKeyFacts(
  runner: Asked,
  tenantId: string | null,
  opens: (credential: SealedCredential) => boolean,
): Promise<KeyFacts> {
  const { rows } = await runner.query<SealedCredential & { count: number }>(
    `select distinct on (key_id) tenant_id as "tenantId", id as "credentialId", type, key_id as "keyId", wrapped_key as "wrappedKey",
      sealed, count(*) over (partition by key_id)::int as count from credentials
      where $1::uuid is null or tenant_id = $1 order by key_id, id desc`,
    [tenantId],
  );
  const total = (list: readonly { count: number }[]) => list.reduce((sum, { count }) => sum + count, 0);
  return { credentials: total(rows), unreadable: total(rows.filter((row) => !opens(row))) };
}

export interface SealedCredential {
  tenantId: string;
  credentialId: string;
  type: string;
  keyId: string;
  wrappedKey: Uint8Array;
  sealed: Uint8Array;
}

export async function readBackupFacts(runner: Asked): Promise<BackupFacts> {
  const { rows } = await runner.query<BackupFacts>(
    `select (extract(epoch from now() - max(finished_at)) / 86400)::float as "ageDays" from backups`,
  );
  return first(rows);
}

/** How far this machine's clock is ahead of the database's, less the way there and back. */
export async function readClockAhead(runner: Asked, now: () => number): Promise<number> {
  const before = now();
  const { rows } = await runner.query<{ ms: number }>(
    'select (extract(epoch from clock_timestamp()) * 1000)::float as ms',
  );
  return (before + now()) / 2 - first(rows).ms;
}

function first<T>(rows: readonly T[]): T {
  const [row] = rows;
  if (!row) throw new Error('A question about health had no answer.');
  return row;
}
