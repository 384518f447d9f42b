/**
 * Brings rows of a backup into a database whose schema is the backup's. One transaction: either all of it is there
 * afterwards or nothing. Nobody else may work on the database meanwhile.
 */
import pg from 'pg';
import type { Manifest } from './manifest';

const MOST_ROWS = 500;
const MOST_BYTES = 4 * 1024 * 1024;

export interface DatabaseLoader {
  /** The rows that follow belong to this table. */
  table(name: string, columns: readonly string[]): Promise<void>;
  row(text: string): Promise<void>;
  /** Makes all of it permanent. */
  commit(): Promise<void>;
  /** Ends the connection; what was not committed is gone. */
  close(): Promise<void>;
}

/** Opens the transaction and prepares the tables. */
export async function openLoader(ownerUrl: string, manifest: Manifest): Promise<DatabaseLoader> {
  const client = new pg.Client({
    connectionString: ownerUrl,
    application_name: 'heddle restore',
    options: '-c timezone=UTC -c search_path=public',
  });
  await client.connect();
  try {
    await client.query('begin');
    await setForced(client, false);
    await client.query('set local role heddle_maintenance');
    for (const { retentionClass, weeks } of manifest.weeks)
      await client.query('select heddle_make_weeks($1::smallint, $2::date[])', [retentionClass, weeks]);
    await client.query('reset role');
  } catch (error) {
    await client.end();
    throw error;
  }
  const rows = createRowWriter(client);
  return {
    table: (name, columns) => rows.begin(name, columns),
    row: (text) => rows.add(text),
    async commit() {
      await rows.flush();
      for (const { name, last } of manifest.sequences)
        await client.query('select setval($1::text::regclass, $2::bigint)', [
          `public.${pg.escapeIdentifier(name)}`,
          last,
        ]);
      // Whoever held a run is not here: it is due at once, and that counts as no death.
      await client.query(
        'update run_live set worker_id = null, due_at = coalesce(due_at, now()), reply_to = null where worker_id is not null',
      );
      await setForced(client, true);
      await client.query('commit');
    },
    close: () => client.end(),
  };
}

function createRowWriter(client: pg.Client) {
  let statement = '';
  let batch: string[] = [];
  let bytes = 0;

  async function flush(): Promise<void> {
    if (batch.length === 0) return;
    await client.query(statement, [batch]);
    batch = [];
    bytes = 0;
  }

  return {
    flush,
    async begin(name: string, columns: readonly string[]): Promise<void> {
      await flush();
      statement = await insertStatement(client, name, columns);
    },
    async add(text: string): Promise<void> {
      batch.push(text);
      bytes += text.length;
      if (batch.length >= MOST_ROWS || bytes >= MOST_BYTES) await flush();
    },
  };
}

/** Generated columns are made again by the server. */
async function insertStatement(client: pg.Client, name: string, columns: readonly string[]): Promise<string> {
  const { rows } = await client.query<{ name: string; generated: boolean }>(
    `select attname::text as name, attgenerated <> '' as generated from pg_attribute
      where attrelid = $1::text::regclass and attnum > 0 and not attisdropped order by attnum`,
    [`public.${pg.escapeIdentifier(name)}`],
  );
  if (rows.map((row) => row.name).join() !== columns.join())
    throw new Error(`The columns of ${name} are others than in the backup.`);
  const table = `public.${pg.escapeIdentifier(name)}`;
  const list = rows
    .filter((row) => !row.generated)
    .map((row) => pg.escapeIdentifier(row.name))
    .join(', ');
  return `insert into ${table} (${list}) overriding system value select ${list} from unnest($1::text[]::${table}[])`;
}

/** Row-level security holds for owners too; for the length of this transaction it does not. */
async function setForced(client: pg.Client, forced: boolean): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select quote_ident(relname) as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relrowsecurity`,
  );
  for (const { name } of rows)
    await client.query(`alter table public.${name} ${forced ? '' : 'no '}force row level security`);
}
