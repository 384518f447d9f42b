/** `capacity`: what so many runs a second need, from measured figures. Needs no database. */
import {
  MEASURED_COST,
  planCapacity,
  type CapacityMeasure,
  type CapacityPlan,
} from '@/core/capacity/plan-capacity';
import { UserProblem } from '@/core/errors/app-error';
import type { Command } from './command';
import { parseArguments } from './parse-arguments';

const USAGE = '--runs-per-second N [--retention-days N] [--busy 0.6] [--worker-ms N]';

const MEASURES: Record<CapacityMeasure, string> = {
  'several-databases': 'one PostgreSQL does not carry this: give groups of tenants a database of their own',
  'tenant-partitions': 'until then, partition the live table by tenant',
  pooler:
    'put a pooler in transaction mode in front of the database, and a direct address for LISTEN beside it',
  redis: 'set REDIS_URL: messages and hints leave the database',
  'read-replica': 'send lists and charts to a replica',
  archive: 'shorten the retention, or move old partitions to cheaper storage',
};

export const capacityCommand: Command = {
  usage: USAGE,
  summary: 'print what so many runs a second need: processes, cores, connections, disk',
  example: 'capacity --runs-per-second 500',
  run({ args }) {
    const { options } = parseArguments(
      args,
      ['runs-per-second', 'retention-days', 'busy', 'worker-ms'],
      `capacity ${USAGE}`,
    );
    const workerMs = numberOf(options['worker-ms'], MEASURED_COST.workerMs);
    const runsPerSecond = numberOf(options['runs-per-second'], Number.NaN);
    const input = {
      runsPerSecond,
      retentionDays: numberOf(options['retention-days'], 30),
      busy: numberOf(options.busy, 0.6),
      cost: { ...MEASURED_COST, workerMs },
    };
    print(runsPerSecond, plan(input));
    return Promise.resolve();
  },
};

function plan(input: Parameters<typeof planCapacity>[0]): CapacityPlan {
  try {
    return planCapacity(input);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new UserProblem(
      'cli.bad-arguments',
      `${cause.message} Usage: npm run heddle -- capacity ${USAGE}`,
      { cause },
    );
  }
}

function print(runsPerSecond: number, { web, worker, database, ...plan }: CapacityPlan): void {
  const rows: [string, string][] = [
    ['runs', `${runsPerSecond} a second, ${Math.round(runsPerSecond * 86_400).toLocaleString('en')} a day`],
    ['web', `${web.processes} processes, ${web.cores} cores`],
    ['worker', `${worker.processes} processes, ${worker.cores} cores`],
    [
      'database',
      `${database.databases} × PostgreSQL, ${database.cores} cores, ${database.connections} connections`,
    ],
    ['written', `${bytes(plan.walBytesPerSecond)} a second to its log`],
    ['kept', `${bytes(plan.storedBytes)} of history when the retention is full`],
  ];
  for (const [name, value] of rows) console.log(name.padEnd(10) + value);
  for (const measure of plan.measures) console.log(`→ ${MEASURES[measure]}`);
  console.log(
    `\nFrom webhook → edit → if → respond: ${MEASURED_COST.webMs} ms of web, ${MEASURED_COST.workerMs} ms of worker and ${MEASURED_COST.databaseMs} ms of database for a run.` +
      '\nMeasure your own with npm run bench, and give its worker time with --worker-ms. docs/scaling.md says what breaks first.',
  );
}

function numberOf(text: string | undefined, otherwise: number): number {
  return text === undefined ? otherwise : Number(text);
}

function bytes(count: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];
  const power = count < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(count) / 3));
  return `${(count / 1000 ** power).toFixed(power === 0 ? 0 : 1)} ${units[power]}`;
}
