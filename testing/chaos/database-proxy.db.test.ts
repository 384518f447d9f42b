/** The scissors themselves, on a real server: what they cut has happened, and nobody hears of it. */
import { once } from 'node:events';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@/testing/database/test-database';
import { startDatabaseProxy, type DatabaseProxy } from './database-proxy';

let database: TestDatabase;
let proxy: DatabaseProxy;
let clients: pg.Client[];

beforeAll(async () => {
  database = await createTestDatabase();
  await database.query('create table tried (n int)');
});
afterAll(() => database.drop());
beforeEach(async () => {
  clients = [];
  await database.query('delete from tried');
  proxy = await startDatabaseProxy(() => ({ port: Number(new URL(database.url).port) }));
});
afterEach(async () => {
  for (const client of clients) await client.end().catch(() => undefined);
  await proxy.close();
});

async function connect(): Promise<pg.Client> {
  const url = new URL(database.url);
  url.port = String(proxy.port);
  const client = new pg.Client({ connectionString: url.href });
  client.on('error', () => undefined);
  await client.connect();
  clients.push(client);
  return client;
}

const INSERT = { name: 'try-insert', text: 'insert into tried values ($1)' };

async function countTried(): Promise<number> {
  const rows = await database.query('select n from tried');
  return rows.length;
}

it('lets everything through as long as nobody asks for more', async () => {
  const client = await connect();
  await client.query({ ...INSERT, values: [1] });
  expect((await client.query('select n from tried')).rows).toEqual([{ n: 1 }]);
});

it('swallows the answer to a statement that commits by itself', async () => {
  const client = await connect();
  proxy.cutCommits({ statement: 'try-', count: 1 });
  await expect(client.query({ ...INSERT, values: [1] })).rejects.toThrow(/terminated/);
  expect(await countTried()).toBe(1);
  expect(proxy.swallowed()).toEqual({ 'try-insert': 1 });
  await (await connect()).query({ ...INSERT, values: [2] });
  expect(await countTried()).toBe(2);
});

it('swallows the answer to the commit of a transaction, and to nothing before', async () => {
  const client = await connect();
  proxy.cutCommits({ statement: 'commit', count: 1 });
  await client.query('begin');
  await client.query({ ...INSERT, values: [1] });
  await expect(client.query('commit')).rejects.toThrow(/terminated/);
  expect(await countTried()).toBe(1);
});

it('keeps notifications back for a while', async () => {
  const client = await connect();
  const heard: (string | undefined)[] = [];
  client.on('notification', ({ payload }) => heard.push(payload));
  await client.query('listen tried');
  proxy.dropHints(true);
  await client.query("select pg_notify('tried', 'lost')");
  proxy.dropHints(false);
  const next = once(client, 'notification');
  await client.query("select pg_notify('tried', 'kept')");
  await next;
  expect(heard).toEqual(['kept']);
});

it('ends every connection', async () => {
  const client = await connect();
  const ended = new Promise<void>((resolve) => client.once('end', resolve));
  expect(proxy.cutAll()).toBe(1);
  await ended;
});
