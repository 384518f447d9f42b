#!/usr/bin/env node
/**
 * Stands in for Prisma's native schema engine, which `prisma` would download and an offline machine cannot: the same
 * engine as WebAssembly, over the `pg` driver, speaking the same JSON-RPC (one message a line, stdin and stdout).
 * `prisma.config.ts` points PRISMA_SCHEMA_ENGINE_BINARY here.
 */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import * as engineModule from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';

/** PostgreSQL's one-byte "char", which its catalogs are full of and the driver adapter refuses. */
const CHAR_OID = 18;
const TEXT_OID = 25;
const DATABASE_MISSING = '3D000';

/** Lets one connection answer catalog queries: the refused columns pass as text and are named for what they are. */
function withCatalogTypes(queryable) {
  const plainQuery = queryable.queryRaw;
  queryable.queryRaw = async function queryRaw(query) {
    const answer = await queryable.performIO(query);
    const refused = answer.fields.flatMap((field, index) => (field.dataTypeID === CHAR_OID ? [index] : []));
    const fields = answer.fields.map((field) =>
      field.dataTypeID === CHAR_OID ? { ...field, name: field.name, dataTypeID: TEXT_OID } : field,
    );
    const replay = Object.create(queryable, {
      performIO: { value: async () => ({ fields, rows: answer.rows, rowCount: answer.rowCount }) },
    });
    const result = await plainQuery.call(replay, query);
    for (const index of refused) result.columnTypes[index] = ColumnTypeEnum.Character;
    return result;
  };
  return queryable;
}

class SchemaEngineAdapterFactory extends PrismaPg {
  constructor(url, schema) {
    super({ connectionString: url.href }, schema === null ? undefined : { schema });
    this.url = url;
    this.schema = schema;
  }

  async connect() {
    const adapter = withCatalogTypes(await super.connect());
    const startTransaction = adapter.startTransaction.bind(adapter);
    adapter.startTransaction = async (level) => withCatalogTypes(await startTransaction(level));
    // The adapter cuts scripts at every semicolon, also inside function bodies; the server knows better.
    adapter.executeScript = async (script) => {
      await adapter.underlyingDriver().query(script);
    };
    return adapter;
  }

  async connectToShadowDb() {
    const name = `heddle_shadow_${randomUUID()}`;
    await administer(this.url, `create database "${name}"`);
    const adapter = await new SchemaEngineAdapterFactory(onDatabase(this.url, name), this.schema).connect();
    const dispose = adapter.dispose.bind(adapter);
    adapter.dispose = async () => {
      await dispose();
      await administer(this.url, `drop database if exists "${name}"`);
    };
    return adapter;
  }
}

/** The same server, another database. */
function onDatabase(url, name) {
  const other = new URL(url);
  other.pathname = `/${encodeURIComponent(name)}`;
  return other;
}

async function administer(url, sql) {
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    return await client.query(sql);
  } finally {
    await client.end();
  }
}

/** `schema` is Prisma's own parameter: the driver must not see it. */
function readDatasource(args) {
  const given = JSON.parse(args[args.indexOf('--datasource') + 1] ?? '{}').url;
  if (!given) throw new Error('No database URL: set DATABASE_OWNER_URL or DATABASE_URL.');
  const url = new URL(given);
  const schema = url.searchParams.get('schema');
  url.searchParams.delete('schema');
  return { url, schema };
}

const databaseName = (url) => decodeURIComponent(url.pathname.slice(1));
const quoted = (name) => `"${name.replaceAll('"', '""')}"`;

/** The three one-shot commands: answered by exit code, failures on stderr. */
async function runCommand(command, url) {
  if (command === 'create-database') {
    const exists = await administer(url, 'select 1').then(
      () => true,
      (error) => {
        if (error.code === DATABASE_MISSING) return false;
        throw error;
      },
    );
    if (!exists)
      await administer(onDatabase(url, 'postgres'), `create database ${quoted(databaseName(url))}`);
  } else if (command === 'drop-database') {
    await administer(onDatabase(url, 'postgres'), `drop database if exists ${quoted(databaseName(url))}`);
  } else {
    await administer(url, 'select 1');
  }
}

/** JSON lines as the engine's logger writes them. The caller leaves out the first, which says that it started. */
function commandFailure(error) {
  const code = error.code === DATABASE_MISSING ? 'P1003' : error.code === '28P01' ? 'P1000' : 'P1001';
  const line = (level, fields) => JSON.stringify({ level, target: 'schema_engine::logger', fields });
  return [
    line('INFO', { message: 'Starting schema engine CLI' }),
    line('ERROR', { is_panic: false, message: error.message, error_code: code }),
  ].join('\n');
}

async function loadEngine(factory) {
  globalThis.PRISMA_WASM_PANIC_REGISTRY = { set_message: (message) => process.stderr.write(`${message}\n`) };
  const entry = fileURLToPath(import.meta.resolve('@prisma/schema-engine-wasm'));
  const bytes = await readFile(entry.replace(/\.js$/, '_bg.wasm'));
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': engineModule });
  engineModule.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start?.();
  return engineModule.SchemaEngine.new(
    { datamodels: undefined },
    () => {},
    bindMigrationAwareSqlAdapterFactory(factory),
  );
}

async function answer(engine, { id, method, params }) {
  try {
    if (typeof engine[method] !== 'function') throw new Error(`The schema engine knows no method ${method}.`);
    const result = (await engine[method](params)) ?? null;
    // `migrate diff` wants its text printed; the native engine asks its caller for it.
    if (method === 'diff' && result?.stdout)
      send({ id: randomUUID(), method: 'print', params: { content: result.stdout } });
    return { id, result };
  } catch (error) {
    const data = {
      is_panic: false,
      message: error.message,
      meta: error.meta ?? null,
      error_code: error.code ?? null,
    };
    return { id, error: { code: 4466, message: error.message, data } };
  }
}

function send(message) {
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
}

async function main() {
  const args = process.argv.slice(2);
  const { url, schema } = readDatasource(args);
  const cli = args.indexOf('cli');
  if (cli >= 0) {
    await runCommand(args[cli + 1], url);
    return;
  }
  const engine = await loadEngine(new SchemaEngineAdapterFactory(url, schema));
  for await (const line of createInterface({ input: process.stdin })) {
    const message = JSON.parse(line);
    // Without a method it is the answer to a question of ours.
    if (message.method) send(await answer(engine, message));
  }
}

await main().catch((error) => {
  process.stderr.write(`${commandFailure(error)}\n`);
  process.exitCode = 1;
});
