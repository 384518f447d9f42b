/**
 * Reads a database for a backup: everything in one snapshot, while others go on writing. Takes the role that sees all
 * rows and can change none.
 */
import pg from 'pg';
import { UserProblem } from '@/core/errors/app-error';
import type { ArchiveWriter } from './archive';
import { BACKUP_FORMAT, type Manifest } from './manifest';

/** Rows of these are of processes that live now: in another place they mean nothing. */
const LEFT_OUT: ReadonlySet<string> = new Set(['workers', 'live_interest', 'processes']);
const MOST_ROWS = 1000;
/** A fetch that brought more than this makes the next one smaller. */
const WANTED_BYTES = 4 * 1024 * 1024;

export interface DumpOptions {
  /** The login that migrates. */
  ownerUrl: string;
  heddle: string;
  hasKeys: boolean;
  writer: ArchiveWriter;
}

/** Writes the manifest and all tables. Gives back how many rows. */
export async function dumpDatabase(options: DumpOptions): Promise<number> {
  const client = new pg.Client({
    connectionString: options.ownerUrl,
    application_name: 'heddle backup',
    options: '-c timezone=UTC',
  });
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    const migrations = await readLedger(client);
    await client.query('set local role heddle_backup');
    const manifest = await readManifest(client, { ...options, migrations });
    await options.writer.json(manifest);
    let rows = 0;
    for (const table of await listTables(client)) {
      await options.writer.json({ record: 'table', name: table.name, columns: table.columns });
      rows += await dumpTable(client, table.name, options.writer);
    }
    return rows;
  } finally {
    await client.end();
  }
}

async function readLedger(client: pg.Client): Promise<string[]> {
  const { rows } = await client
    .query<{ name: string }>(
      'select migration_name as name from public._prisma_migrations where finished_at is not null and rolled_back_at is null order by migration_name',
    )
    .catch((cause: unknown) => {
      throw new UserProblem(
        'backup.no-schema',
        'This database holds no Heddle. Check DATABASE_URL, or start Heddle once.',
        { cause },
      );
    });
  return rows.map(({ name }) => name);
}

async function readManifest(
  client: pg.Client,
  given: { heddle: string; hasKeys: boolean; migrations: string[] },
): Promise<Manifest> {
  const weeks = await client.query<{ retentionClass: number; weeks: string[] }>(
    `select split_part(relname, '_', 2)::int as "retentionClass",
        array_agg(to_char(to_date(split_part(relname, '_', 3), 'YYYYMMDD'), 'YYYY-MM-DD') order by relname) as weeks
      from pg_class where relnamespace = 'heddle_parts'::regnamespace and relname ~ '^runs_[0-9]+_[0-9]{8}$' group by 1 order by 1`,
  );
  const sequences = await client.query<{ name: string; last: string }>(
    `select sequencename as name, last_value::text as last from pg_sequences where schemaname = 'public' and last_value is not null order by 1`,
  );
  const now = await client.query<{ now: Date }>('select now()');
  return {
    record: 'manifest',
    format: BACKUP_FORMAT,
    heddle: given.heddle,
    at: (now.rows[0]?.now ?? new Date()).toISOString(),
    migrations: given.migrations,
    weeks: weeks.rows,
    sequences: sequences.rows,
    hasKeys: given.hasKeys,
  };
}

interface Table {
  name: string;
  columns: string[];
}

/** The tables of rows, those first that others refer to. */
async function listTables(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query<Table & { needs: string[] }>(
    `select c.relname as name,
        array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped order by a.attnum) as columns,
        array(select distinct f.relname::text from pg_constraint k join pg_class f on f.oid = k.confrelid
          where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid) as needs
      from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname <> '_prisma_migrations'
      order by 1`,
  );
  const wanted = rows.filter(({ name }) => !LEFT_OUT.has(name));
  const ordered: Table[] = [];
  const done = new Set<string>();
  while (ordered.length < wanted.length) {
    const next = wanted.filter(({ name, needs }) => !done.has(name) && needs.every((need) => done.has(need)));
    if (next.length === 0) throw new Error('Tables refer to each other in a circle.');
    for (const { name, columns } of next) {
      ordered.push({ name, columns });
      done.add(name);
    }
  }
  return ordered;
}

async function dumpTable(client: pg.Client, name: string, writer: ArchiveWriter): Promise<number> {
  await client.query(
    `declare dump no scroll cursor for select t::text as row from public.${pg.escapeIdentifier(name)} t`,
  );
  let count = 0;
  let fetch = MOST_ROWS;
  for (;;) {
    const { rows } = await client.query<{ row: string }>(`fetch ${fetch} from dump`);
    let bytes = 0;
    for (const { row } of rows) {
      const text = Buffer.from(row);
      bytes += text.length;
      await writer.data(text);
    }
    count += rows.length;
    if (rows.length < fetch) break;
    fetch = bytes > WANTED_BYTES ? Math.max(1, Math.floor(fetch / 4)) : Math.min(MOST_ROWS, fetch * 2);
  }
  await client.query('close dump');
  return count;
}
