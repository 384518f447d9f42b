/**
 * How many processes, cores and bytes so many runs a second need, from what a run costs where it was measured
 * (`npm run bench -- webhook-sync`, `docs/performance.md`). It plans; it promises nothing: other nodes cost other time, and
 * `cost` takes whatever somebody measured for their own workflows.
 */

/** What one run costs: CPU milliseconds by part of the product, and bytes. */
export interface RunCost {
  webMs: number;
  workerMs: number;
  databaseMs: number;
  /** Written to the log of the database: what the disk and a replica must carry. */
  walBytes: number;
  /** Kept in history until its retention ends. */
  storedBytes: number;
}

/** webhook → edit → if → respond, four steps, on two cores of 2.6 GHz. */
export const MEASURED_COST: RunCost = {
  webMs: 0.33,
  workerMs: 0.48,
  databaseMs: 0.34,
  walBytes: 4_000,
  storedBytes: 2_000,
};

export interface CapacityInput {
  runsPerSecond: number;
  /** How long history is kept. */
  retentionDays: number;
  /** How busy a core may be on average, 0 to 1: the rest is for bursts and for losing a machine. */
  busy: number;
  cost: RunCost;
}

/** What has to be done at a size, most urgent first. */
export type CapacityMeasure =
  'redis' | 'pooler' | 'read-replica' | 'tenant-partitions' | 'several-databases' | 'archive';

export interface CapacityPlan {
  web: { processes: number; cores: number };
  worker: { processes: number; cores: number };
  database: { databases: number; cores: number; connections: number };
  /** Bytes a second to the disk of the database. */
  walBytesPerSecond: number;
  /** Bytes of history when it is full. */
  storedBytes: number;
  measures: CapacityMeasure[];
}

/** A Node process computes on one core. */
const CORES_PER_PROCESS = 1;
const CONNECTIONS_PER_WEB = 13;
const CONNECTIONS_PER_WORKER = 8;
/** One PostgreSQL commits what its log carries; beyond so many cores its locks are the limit. */
const CORES_PER_DATABASE = 32;
const CONNECTIONS_WITHOUT_POOLER = 200;
const RUNS_FOR_REDIS = 3_000;
const RUNS_FOR_REPLICA = 2_000;
const STORED_FOR_ARCHIVE = 2e12;
const SECONDS_PER_DAY = 86_400;

/** The plan for a steady load. Throws RangeError where a number makes no sense. */
export function planCapacity(input: CapacityInput): CapacityPlan {
  const { runsPerSecond, retentionDays, busy, cost } = input;
  for (const [name, value] of Object.entries({ runsPerSecond, retentionDays, busy }))
    if (!(value > 0) || !Number.isFinite(value)) throw new RangeError(`${name} must be a number over 0.`);
  if (busy > 1) throw new RangeError('busy must be a share, from 0 to 1.');

  const coresFor = (ms: number): number => (runsPerSecond * ms) / 1000 / busy;
  const processes = (cores: number): number => Math.max(1, Math.ceil(cores / CORES_PER_PROCESS));
  const [web, worker, database] = [cost.webMs, cost.workerMs, cost.databaseMs].map(coresFor) as [
    number,
    number,
    number,
  ];
  const databases = Math.max(1, Math.ceil(database / CORES_PER_DATABASE));
  const connections = processes(web) * CONNECTIONS_PER_WEB + processes(worker) * CONNECTIONS_PER_WORKER;
  const storedBytes = runsPerSecond * SECONDS_PER_DAY * retentionDays * cost.storedBytes;

  const measures: CapacityMeasure[] = [];
  if (databases > 1) measures.push('several-databases', 'tenant-partitions');
  if (connections / databases > CONNECTIONS_WITHOUT_POOLER) measures.push('pooler');
  if (runsPerSecond >= RUNS_FOR_REDIS) measures.push('redis');
  if (runsPerSecond >= RUNS_FOR_REPLICA) measures.push('read-replica');
  if (storedBytes > STORED_FOR_ARCHIVE) measures.push('archive');
  return {
    web: { processes: processes(web), cores: oneDigit(web) },
    worker: { processes: processes(worker), cores: oneDigit(worker) },
    database: { databases, cores: oneDigit(database), connections },
    walBytesPerSecond: Math.round(runsPerSecond * cost.walBytes),
    storedBytes: Math.round(storedBytes),
    measures,
  };
}

function oneDigit(value: number): number {
  return Math.ceil(value * 10) / 10;
}
