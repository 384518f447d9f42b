import { cp, mkdir, mkdtemp, readFile, rm, stat, writeFile, chmod } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterEach, expect, test } from 'vitest';
import { findCluster, startCluster, type Cluster } from './cluster';
import { isAlive, waitForExit } from './postmaster';
import { findServerBinaries } from './server-binaries';

const isRoot = process.getuid?.() === 0;
const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function aFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'heddle-cluster-'));
  cleanups.push(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function start(dataDir: string): Promise<Cluster> {
  const cluster = await startCluster({ dataDir, skipInitSync: true });
  cleanups.push(() => cluster.stop());
  return cluster;
}

async function ask(cluster: Cluster, sql: string): Promise<Record<string, unknown> | undefined> {
  const client = new pg.Client({ connectionString: cluster.superuserUrl('postgres') });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows[0];
  } finally {
    await client.end();
  }
}

test('a cluster is made, keeps its data over a stop, and is durable, UTF-8 and on loopback alone', async () => {
  const dataDir = await aFolder();
  const first = await start(dataDir);
  expect((await stat(path.join(dataDir, 'superuser-password'))).mode & 0o777).toBe(0o600);
  const settings = await ask(
    first,
    `select current_setting('fsync') fsync, current_setting('synchronous_commit') commit, current_setting('full_page_writes') pages,
      current_setting('listen_addresses') listen, current_setting('server_encoding') encoding, current_setting('timezone') zone,
      current_setting('unix_socket_directories') sockets, upper('ä') as upper`,
  );
  expect(settings).toEqual({
    fsync: 'on',
    commit: 'on',
    pages: 'on',
    listen: '127.0.0.1',
    encoding: 'UTF8',
    zone: 'UTC',
    sockets: '',
    upper: 'Ä',
  });
  await ask(first, 'create table kept as select 7 as n');
  await first.stop();
  expect(isAlive(first.pid)).toBe(false);
  expect(await findCluster({ dataDir })).toBeNull();
  const second = await start(dataDir);
  expect(second.adopted).toBe(false);
  expect(await ask(second, 'select n from kept')).toEqual({ n: 7 });
});

test('a server that a killed supervisor left running is adopted, and one that was killed is started again', async () => {
  const dataDir = await aFolder();
  const first = await start(dataDir);
  const adopted = await start(dataDir);
  expect(adopted).toMatchObject({ adopted: true, pid: first.pid, port: first.port });
  await ask(adopted, 'create table kept as select 7 as n');
  process.kill(first.pid, 'SIGKILL');
  await waitForExit(first.pid, 5000);
  const again = await start(dataDir);
  expect(again.adopted).toBe(false);
  expect(await ask(again, 'select n from kept')).toEqual({ n: 7 });
});

test('a stale pid file whose number belongs to another process now is no obstacle, and that process lives on', async () => {
  const dataDir = await aFolder();
  const first = await start(dataDir);
  const pidFile = path.join(dataDir, 'pgdata/postmaster.pid');
  const text = await readFile(pidFile, 'utf8');
  await first.stop();
  await writeFile(pidFile, text.replace(String(first.pid), String(process.pid)));
  expect((await start(dataDir)).pid).not.toBe(process.pid);
});

test('a wrong password is refused by the server', async () => {
  const cluster = await start(await aFolder());
  const url = new URL(cluster.superuserUrl('postgres'));
  url.password = 'wrong';
  const client = new pg.Client({ connectionString: url.href });
  await expect(client.connect()).rejects.toMatchObject({ code: '28P01' });
});

test('a newer, an older and a foreign folder are refused in words and left alone', async () => {
  const dataDir = await aFolder();
  const pgdata = path.join(dataDir, 'pgdata');
  await mkdir(pgdata);
  await writeFile(path.join(pgdata, 'letters.txt'), 'mine');
  await expect(startCluster({ dataDir })).rejects.toMatchObject({ code: 'database.foreign-folder' });
  await writeFile(path.join(dataDir, 'superuser-password'), 'x');
  await writeFile(path.join(pgdata, 'PG_VERSION'), '99\n');
  await expect(startCluster({ dataDir })).rejects.toMatchObject({ code: 'database.newer-cluster' });
  await writeFile(path.join(pgdata, 'PG_VERSION'), '12\n');
  await expect(startCluster({ dataDir })).rejects.toMatchObject({ code: 'database.older-cluster' });
  expect(await readFile(path.join(pgdata, 'letters.txt'), 'utf8')).toBe('mine');
});

test('an initdb that was cut off is begun anew', async () => {
  const dataDir = await aFolder();
  const making = path.join(dataDir, 'pgdata.making');
  await mkdir(making);
  await writeFile(path.join(making, 'PG_VERSION'), '18\n');
  expect(await ask(await start(dataDir), 'select 1 as n')).toEqual({ n: 1 });
});

test.runIf(isRoot)(
  'under a folder that only root may enter, the cluster moves aside and leaves a pointer',
  async () => {
    const closed = await aFolder();
    await chmod(closed, 0o700);
    const dataDir = path.join(closed, 'data');
    const cluster = await start(dataDir);
    const moved = (await readFile(path.join(dataDir, 'moved-to'), 'utf8')).trim();
    cleanups.unshift(() => rm(moved, { recursive: true }));
    expect(moved).toMatch(/^\/var\/lib\/heddle\//);
    expect(await ask(cluster, 'select 1 as n')).toEqual({ n: 1 });
    expect((await findCluster({ dataDir }))?.pid).toBe(cluster.pid);
  },
);

test.runIf(isRoot)(
  'programs in a folder that only root may enter are copied to where the server may run them',
  async () => {
    const closed = await aFolder();
    await chmod(closed, 0o700);
    const { binDir } = await findServerBinaries();
    await cp(path.dirname(binDir), path.join(closed, 'native'), { recursive: true, verbatimSymlinks: true });
    const dataDir = await aFolder();
    const options = { dataDir, skipInitSync: true, binDir: path.join(closed, 'native/bin') };
    const cluster = await startCluster(options);
    cleanups.push(() => cluster.stop());
    expect(await ask(cluster, 'select 1 as n')).toEqual({ n: 1 });
    expect((await findCluster(options))?.pid).toBe(cluster.pid);
  },
);

test('a server that is missing is said in words', async () => {
  const dataDir = await aFolder();
  await expect(startCluster({ dataDir, binDir: dataDir })).rejects.toMatchObject({
    code: 'database.server-missing',
  });
});
