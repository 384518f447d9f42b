/**
 * A real PostgreSQL for machines that have none: makes the cluster once, starts it on a free loopback port, adopts one
 * that an interrupted supervisor left running, and stops it. Settings are modest in memory and never trade durability:
 * `fsync`, `full_page_writes` and `synchronous_commit` stay on.
 */
import { execFile, spawn } from 'node:child_process';
import { mkdir, open, rename, rm, unlink, writeFile } from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { OperationalFailure, UserProblem } from '@/core/errors/app-error';
import {
  giveTo,
  inspectCluster,
  makePassword,
  openClusterFolder,
  reachableBinaries,
  readPassword,
  type ClusterFolder,
} from './cluster-folder';
import { readPostmaster, servesFolder, stopPostmaster, waitForExit, waitUntilReady } from './postmaster';
import { findServerAccount, type ServerAccount } from './server-account';
import { findServerBinaries, type ServerBinaries } from './server-binaries';

const run = promisify(execFile);
const SUPERUSER = 'heddle';
const START_TIMEOUT_MS = 60_000;
// Nothing of ours reaches the server; NODE_ENV is there because the type wants it.
const ENVIRONMENT = {
  NODE_ENV: 'production',
  PATH: '/usr/local/bin:/usr/bin:/bin',
  LANG: 'C.UTF-8',
  TZ: 'UTC',
} as const;

export interface ClusterOptions {
  /** Folder of the embedded database, for example `.heddle/database`. Made when missing. */
  dataDir: string;
  /** Folder with `initdb` and `postgres`; default the shipped server. */
  binDir?: string;
  /** Skips the flush after initdb. For throw-away clusters of tests alone; running settings stay durable. */
  skipInitSync?: boolean;
}

export interface Cluster {
  port: number;
  pid: number;
  majorVersion: number;
  /** True when it was running already. */
  adopted: boolean;
  /** Connection string of the superuser for one database of the cluster. */
  superuserUrl(database: string): string;
  stop(): Promise<void>;
}

interface Opened {
  folder: ClusterFolder;
  binaries: ServerBinaries;
  account: ServerAccount | null;
}

/** Starts the cluster of `dataDir`, making it first when there is none. Throws problems that say what to do. */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const opened = await openCluster(options);
  const running = await findRunning(opened);
  if (running) return running;
  if ((await inspectCluster(opened.folder, opened.binaries.majorVersion)) === 'none') {
    await initialise(opened, options.skipInitSync ?? false);
  }
  for (let attempt = 1; attempt <= 4; attempt += 1) {
    const started = await launch(opened);
    if (started) return started;
    // The port was taken meanwhile, or sessions of a killed server are still letting go of its memory.
    await pause(250 * attempt);
  }
  throw new OperationalFailure(
    'database.start-failed',
    `PostgreSQL did not start. The reason is at the end of ${opened.folder.logFile}.`,
  );
}

/** The cluster of `dataDir` when it is running, else null. Starts nothing. */
export async function findCluster(options: ClusterOptions): Promise<Cluster | null> {
  return findRunning(await openCluster(options));
}

async function openCluster(options: ClusterOptions): Promise<Opened> {
  const account = await findServerAccount();
  const [found, folder] = await Promise.all([
    findServerBinaries(options.binDir),
    openClusterFolder(options.dataDir, account),
  ]);
  return { account, folder, binaries: await reachableBinaries(found, account, folder.home) };
}

async function findRunning(opened: Opened): Promise<Cluster | null> {
  const { folder } = opened;
  const live = await readPostmaster(folder.pgdata);
  if (!live) return null;
  if (!(await servesFolder(live.pid, folder.pgdata))) {
    // Left by a killed server, and its process id may be somebody else's by now: PostgreSQL would refuse to start.
    await unlink(path.join(folder.pgdata, 'postmaster.pid')).catch(() => undefined);
    return null;
  }
  await inspectCluster(folder, opened.binaries.majorVersion);
  const ready = live.ready ? live : await waitUntilReady(folder.pgdata, live.pid, 5_000).catch(() => null);
  const password = await readPassword(folder);
  if (ready && password) {
    const cluster = toCluster(opened, { ...ready, password, adopted: true });
    if (await answers(cluster, folder)) return cluster;
  }
  // It neither answers nor ends (or a stop was under way): end it, then start afresh.
  if (!(await waitForExit(live.pid, 2_000))) await stopPostmaster(live.pid);
  return null;
}

async function answers(cluster: Cluster, folder: ClusterFolder): Promise<boolean> {
  const client = new pg.Client({
    connectionString: cluster.superuserUrl('postgres'),
    connectionTimeoutMillis: 5_000,
  });
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>('show data_directory');
    return path.resolve(rows[0]?.data_directory ?? '') === path.resolve(folder.pgdata);
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function initialise({ folder, binaries, account }: Opened, skipSync: boolean): Promise<void> {
  const making = `${folder.pgdata}.making`;
  await rm(making, { recursive: true, force: true });
  await mkdir(making, { mode: 0o700 });
  await giveTo(account, making);
  const password = await makePassword(folder);
  // initdb reads the password as the server's account, which may not read ours.
  const handOver = path.join(folder.home, 'initdb-password');
  await writeFile(handOver, `${password}\n`, { mode: 0o600 });
  await giveTo(account, handOver);
  try {
    await run(binaries.initdb, initdbArguments(making, handOver, skipSync), {
      cwd: folder.home,
      env: ENVIRONMENT,
      ...(account ?? {}),
    });
  } catch (cause) {
    const said = (cause as { stderr?: string }).stderr?.trim().split('\n').at(-1) ?? '';
    throw new UserProblem(
      'database.init-failed',
      `The database could not be made in ${folder.home}: ${said}`,
      { cause },
    );
  } finally {
    await unlink(handOver);
  }
  await rename(making, folder.pgdata);
}

function initdbArguments(pgdata: string, passwordFile: string, skipSync: boolean): string[] {
  const locale =
    process.platform === 'darwin'
      ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']
      : ['--locale=C.UTF-8'];
  return [
    `--pgdata=${pgdata}`,
    `--username=${SUPERUSER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    ...locale,
    ...(skipSync ? ['--no-sync'] : []),
  ];
}

async function launch(opened: Opened): Promise<Cluster | null> {
  const { folder, binaries, account } = opened;
  const port = await freePort();
  const log = await open(folder.logFile, 'a', 0o600);
  try {
    // Detached: Ctrl-C reaches the whole foreground group, and the database has to outlive the drain of the others.
    const child = spawn(binaries.postgres, ['-D', folder.pgdata, ...settings(port, binaries.majorVersion)], {
      cwd: folder.home,
      env: ENVIRONMENT,
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
      ...(account ?? {}),
    });
    await new Promise<void>((resolve, reject) => child.once('spawn', resolve).once('error', reject));
    child.unref();
    const { pid } = child;
    const password = await readPassword(folder);
    if (pid === undefined || password === null) return null;
    const ready = await waitUntilReady(folder.pgdata, pid, START_TIMEOUT_MS);
    return ready && toCluster(opened, { ...ready, password, adopted: false });
  } finally {
    await log.close();
  }
}

function settings(port: number, majorVersion: number): string[] {
  const values: Record<string, string | number> = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    fsync: 'on',
    full_page_writes: 'on',
    synchronous_commit: 'on',
    max_connections: 100,
    shared_buffers: '64MB',
    effective_cache_size: '512MB',
    work_mem: '8MB',
    maintenance_work_mem: '64MB',
    wal_buffers: '4MB',
    wal_compression: 'on',
    min_wal_size: '128MB',
    max_wal_size: '1GB',
    checkpoint_timeout: '15min',
    // Looked at every minute, the table of what is due would hold a minute of dead rows.
    autovacuum_naptime: '5s',
    random_page_cost: '1.1',
    max_parallel_workers_per_gather: 0,
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // Idle background workers cost memory and bring nothing on a small machine.
    ...(majorVersion >= 18 ? { io_method: 'sync' } : {}),
  };
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** A port nobody listens on right now. Somebody may take it before the server does: the caller tries again. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

interface Live {
  pid: number;
  port: number;
  password: string;
  adopted: boolean;
}

function toCluster({ binaries }: Opened, { pid, port, password, adopted }: Live): Cluster {
  return {
    pid,
    port,
    adopted,
    majorVersion: binaries.majorVersion,
    superuserUrl: (database) =>
      `postgresql://${SUPERUSER}:${encodeURIComponent(password)}@127.0.0.1:${port}/${encodeURIComponent(database)}`,
    stop: () => stopPostmaster(pid),
  };
}
