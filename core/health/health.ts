/**
 * What is wrong with an installation and how bad it is, judged from facts that others gathered. The health page and
 * `doctor` share these rules. Gives codes and parameters, never sentences; the same facts give the same checks, in a
 * fixed order. A fact that nobody could gather (null) gives no check.
 */

export type HealthLevel = 'ok' | 'warning' | 'problem';

/** `code` is `<name>.<finding>`; its words stand in messages/<language>/health.json under the same key. */
export interface HealthCheck {
  name: string;
  level: HealthLevel;
  code: string;
  params: Readonly<Record<string, string | number>>;
}

export interface HealthFacts {
  database?: DatabaseFacts | null;
  processes?: readonly ProcessFacts[] | null;
  work?: WorkFacts | null;
  history?: HistoryFacts | null;
  keys?: KeyFacts | null;
  redis?: RedisFacts | null;
  disk?: DiskFacts | null;
  /** How far the clock of this machine is ahead of the database's, in milliseconds. */
  clockAheadMs?: number | null;
  backup?: BackupFacts | null;
}

export interface DatabaseFacts {
  /** For example 16. */
  majorVersion: number;
  fsync: boolean;
  synchronousCommit: boolean;
  fullPageWrites: boolean;
  /** Tables whose rows are not kept apart by tenant. */
  openTables: readonly string[];
}

export interface ProcessFacts {
  kind: 'web' | 'worker';
  version: string;
}

export interface WorkFacts {
  /** How long the oldest due run has waited, in milliseconds; 0 = none waits. */
  dueLagMs: number;
  /** Runs held by workers whose lease has ended. */
  orphans: number;
}

export interface HistoryFacts {
  /** Whole weeks from now for which every retention class in use has partitions. */
  weeksAhead: number;
  /** Rows outside of the weeks that have partitions of their own. */
  strayed: number;
}

export interface KeyFacts {
  credentials: number;
  /** Those that no key of this installation opens. */
  unreadable: number;
}

/** `away`: REDIS_URL is set and nothing answers. */
export interface RedisFacts {
  state: 'unused' | 'answers' | 'away';
}

export interface DiskFacts {
  /** Of the data folder's disk. */
  freeBytes: number;
  totalBytes: number;
  /** Whether files can be written into the blob folder. */
  blobsWritable: boolean;
}

export interface BackupFacts {
  /** Since the last one, in days; null = there was none. */
  ageDays: number | null;
}

const OLDEST_SERVER = 14;
const LAG_WARNING_MS = 10_000;
const LAG_PROBLEM_MS = 60_000;
const SKEW_WARNING_MS = 1000;
const SKEW_PROBLEM_MS = 10_000;
const DISK_WARNING_BYTES = 5e9;
const DISK_PROBLEM_BYTES = 1e9;
const WEEKS_AHEAD_WANTED = 2;
const BACKUP_DAYS = 7;

export function judgeHealth(facts: HealthFacts): HealthCheck[] {
  return [
    ...given(facts.database, judgeDatabase),
    ...given(facts.processes, judgeProcesses),
    ...given(facts.work, judgeWork),
    ...given(facts.redis, judgeRedis),
    ...given(facts.clockAheadMs, judgeClock),
    ...given(facts.disk, judgeDisk),
    ...given(facts.history, judgeHistory),
    ...given(facts.keys, judgeKeys),
    ...given(facts.backup, judgeBackup),
  ];
}

/** The worst level among checks. */
export function worstOf(checks: readonly HealthCheck[]): HealthLevel {
  if (checks.some(({ level }) => level === 'problem')) return 'problem';
  return checks.some(({ level }) => level === 'warning') ? 'warning' : 'ok';
}

function given<T>(fact: T | null | undefined, judge: (fact: T) => HealthCheck[]): HealthCheck[] {
  return fact === null || fact === undefined ? [] : judge(fact);
}

function check(level: HealthLevel, code: string, params: HealthCheck['params'] = {}): HealthCheck {
  return { name: code.slice(0, code.indexOf('.')), level, code, params };
}

function judgeDatabase(facts: DatabaseFacts): HealthCheck[] {
  const { majorVersion: version } = facts;
  const server =
    version < OLDEST_SERVER
      ? check('problem', 'database.too-old', { version, wanted: OLDEST_SERVER })
      : facts.fsync && facts.synchronousCommit && facts.fullPageWrites
        ? check('ok', 'database.fine', { version })
        : check('problem', 'database.forgets');
  const open = facts.openTables;
  return [
    server,
    open.length > 0
      ? check('problem', 'isolation.open', { count: open.length, tables: open.slice(0, 5).join(', ') })
      : check('ok', 'isolation.fine'),
  ];
}

function judgeProcesses(processes: readonly ProcessFacts[]): HealthCheck[] {
  const workers = processes.filter(({ kind }) => kind === 'worker').length;
  const versions = [...new Set(processes.map(({ version }) => version))].sort();
  return [
    workers === 0 ? check('problem', 'workers.none') : check('ok', 'workers.fine', { workers }),
    ...(versions.length > 1 ? [check('warning', 'versions.mixed', { versions: versions.join(', ') })] : []),
  ];
}

function judgeWork({ dueLagMs, orphans }: WorkFacts): HealthCheck[] {
  const params = { seconds: Math.round(dueLagMs / 1000) };
  const level = dueLagMs > LAG_PROBLEM_MS ? 'problem' : dueLagMs > LAG_WARNING_MS ? 'warning' : 'ok';
  return [
    check(level, level === 'ok' ? 'lag.fine' : 'lag.behind', params),
    ...(orphans > 0 ? [check('warning', 'runs.orphaned', { runs: orphans })] : []),
  ];
}

function judgeRedis({ state }: RedisFacts): HealthCheck[] {
  if (state === 'unused') return [check('ok', 'transport.database')];
  return [state === 'answers' ? check('ok', 'transport.redis') : check('warning', 'transport.redis-away')];
}

function judgeClock(aheadMs: number): HealthCheck[] {
  const skew = Math.abs(aheadMs);
  const params = { seconds: Math.round(skew / 100) / 10 };
  if (skew <= SKEW_WARNING_MS) return [check('ok', 'clock.fine')];
  return [check(skew > SKEW_PROBLEM_MS ? 'problem' : 'warning', 'clock.apart', params)];
}

function judgeDisk({ freeBytes, totalBytes, blobsWritable }: DiskFacts): HealthCheck[] {
  const params = { free: (freeBytes / 1e9).toFixed(1), total: (totalBytes / 1e9).toFixed(1) };
  const level =
    freeBytes < DISK_PROBLEM_BYTES ? 'problem' : freeBytes < DISK_WARNING_BYTES ? 'warning' : 'ok';
  return [
    check(level, level === 'ok' ? 'disk.fine' : 'disk.low', params),
    blobsWritable ? check('ok', 'files.fine') : check('problem', 'files.not-writable'),
  ];
}

function judgeHistory({ weeksAhead, strayed }: HistoryFacts): HealthCheck[] {
  const ahead =
    weeksAhead < WEEKS_AHEAD_WANTED
      ? check('warning', 'partitions.short', { weeks: weeksAhead })
      : check('ok', 'partitions.fine', { weeks: weeksAhead });
  return strayed > 0 ? [ahead, check('warning', 'partitions.strayed', { rows: strayed })] : [ahead];
}

function judgeKeys({ credentials, unreadable }: KeyFacts): HealthCheck[] {
  return [
    unreadable > 0
      ? check('problem', 'keys.missing', { unreadable, credentials })
      : check('ok', 'keys.fine', { credentials }),
  ];
}

function judgeBackup({ ageDays }: BackupFacts): HealthCheck[] {
  if (ageDays === null) return [check('warning', 'backup.none')];
  const days = Math.floor(ageDays);
  return [
    ageDays > BACKUP_DAYS ? check('warning', 'backup.old', { days }) : check('ok', 'backup.fine', { days }),
  ];
}
