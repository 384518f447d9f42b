/** What can go wrong on a night like this: one function for each kind, and the order in which they come. */
import { setTimeout as pause } from 'node:timers/promises';
import type { RecoveryWatch } from './watch-recovery';
import type { Stage } from './stage';

/** A worker's lease, as the product sets it (worker/wiring.ts). */
export const LEASE_MS = 6000;

export interface Fault {
  name: string;
  /** Takes a worker out for a while: such faults come one after another, so that somebody is left to recover. */
  hurtsWorker: boolean;
  strike(ground: Ground): Promise<void>;
}

export interface Ground {
  stage: Stage;
  recovery: RecoveryWatch;
  random: () => number;
  /** Workers that are stopped right now, by process id. */
  stopped: Set<number>;
  /** When a stopped worker went on, in milliseconds of the wall clock. */
  woken: number[];
}

const pick = <T>(random: () => number, from: readonly T[]): T | undefined =>
  from[Math.floor(random() * from.length)];

/** How long a blow waits for workers to stand again after the one before. */
const STAND_MS = 8000;

/** Workers by process id: all of them with a lease, unless that takes too long. */
async function standingWorkers({ stage }: Ground): Promise<readonly { pid: number }[]> {
  const late = performance.now() + STAND_MS;
  for (;;) {
    const workers = (await stage.product.processes()).filter(({ name }) => name.startsWith('worker'));
    const leases = await stage
      .query<{ pid: number }>('select pid from workers where expires_at > now()')
      .catch(() => []);
    const isStanding = workers.every(({ pid }) => leases.some((lease) => lease.pid === pid));
    if ((workers.length > 0 && isStanding) || performance.now() > late) return workers;
    await pause(100);
  }
}

/** One of them, mostly one that works. */
async function aWorker(ground: Ground): Promise<number | undefined> {
  const { stage, random, stopped } = ground;
  const isAnyTime = random() < 0.15;
  const workers = isAnyTime
    ? (await stage.product.processes()).filter(({ name }) => name.startsWith('worker'))
    : await standingWorkers(ground);
  return pick(
    random,
    workers.filter(({ pid }) => !stopped.has(pid)),
  )?.pid;
}

function send(pid: number | undefined, signal: NodeJS.Signals): boolean {
  if (pid === undefined) return false;
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}

const killWorker: Fault = {
  name: 'worker killed',
  hurtsWorker: true,
  async strike(ground) {
    const pid = await aWorker(ground);
    if (pid !== undefined && send(pid, 'SIGKILL')) await ground.recovery.follow(pid);
  },
};

const killWorkers: Fault = {
  name: 'every worker killed at once',
  hurtsWorker: true,
  async strike(ground) {
    const { recovery } = ground;
    const workers = await standingWorkers(ground);
    const killed = workers.filter(({ pid }) => send(pid, 'SIGKILL'));
    await Promise.all(killed.map(({ pid }) => recovery.follow(pid)));
  },
};

const termWorker: Fault = {
  name: 'worker told to end',
  hurtsWorker: true,
  async strike(ground) {
    const pid = await aWorker(ground);
    if (pid !== undefined && send(pid, 'SIGTERM')) await ground.recovery.follow(pid);
  },
};

const zombie: Fault = {
  name: 'worker stopped past its lease',
  hurtsWorker: true,
  async strike(ground) {
    const pid = await aWorker(ground);
    if (pid === undefined || !send(pid, 'SIGSTOP')) return;
    ground.stopped.add(pid);
    const over = ground.recovery.follow(pid);
    await pause(LEASE_MS + 1500 + ground.random() * 2000);
    ground.woken.push(Date.now());
    send(pid, 'SIGCONT');
    ground.stopped.delete(pid);
    await over;
  },
};

const hiccup: Fault = {
  name: 'worker stopped for a moment',
  hurtsWorker: true,
  async strike(ground) {
    const pid = await aWorker(ground);
    if (pid === undefined || !send(pid, 'SIGSTOP')) return;
    ground.stopped.add(pid);
    await pause(300 + ground.random() * (LEASE_MS / 2));
    ground.woken.push(Date.now());
    send(pid, 'SIGCONT');
    ground.stopped.delete(pid);
  },
};

const killWeb: Fault = {
  name: 'web process killed',
  hurtsWorker: false,
  async strike({ stage }) {
    const web = (await stage.product.processes()).find(({ name }) => name === 'web');
    send(web?.pid, 'SIGKILL');
  },
};

const cutConnections: Fault = {
  name: 'database connections cut',
  hurtsWorker: false,
  strike({ stage }) {
    stage.proxy.cutAll();
    return Promise.resolve();
  },
};

/** Nothing passes on the wire to the database, and nothing ends: as when a cable is pulled. */
function silence(longestMs: number): Fault {
  return {
    name: `database without a word, up to ${longestMs / 1000} s`,
    hurtsWorker: false,
    async strike({ stage, random }) {
      stage.proxy.silence(true);
      await pause(longestMs * (0.3 + 0.7 * random()));
      stage.proxy.silence(false);
    },
  };
}

/** Begins of the names of statements that matter; `commit` is the word itself. */
type Commit = 'insert-runs' | 'claim-' | 'flush-runs' | 'flush-receipts' | 'flush-waits' | 'commit';

function cutCommits(statement: Commit, count: number): Fault {
  return {
    name: `answer to a commit cut: ${statement.replace('-', ' ').trim()}`,
    hurtsWorker: false,
    strike({ stage }) {
      stage.proxy.cutCommits({ statement, count });
      return Promise.resolve();
    },
  };
}

function restartDatabase(how: string, signal: 'SIGINT' | 'SIGQUIT' | 'SIGKILL'): Fault {
  return {
    name: `database ${how}`,
    hurtsWorker: false,
    strike: ({ stage }) => stage.restartDatabase(signal),
  };
}

const dropHints: Fault = {
  name: 'all hints lost for a while',
  hurtsWorker: false,
  async strike({ stage, random }) {
    stage.proxy.dropHints(true);
    stage.redis?.freeze();
    await pause(3000 + random() * 3000);
    stage.redis?.thaw();
    stage.proxy.dropHints(false);
  },
};

function skewClock(ms: number): Fault {
  return {
    name: `clock of a worker ${ms > 0 ? 'ahead' : 'behind'} by 60 s`,
    hurtsWorker: false,
    async strike(ground) {
      const pid = await aWorker(ground);
      if (pid === undefined) return;
      await ground.stage.skew(pid, ms);
      await pause(5000 + ground.random() * 5000);
      await ground.stage.skew(pid, 0);
    },
  };
}

const flushRedis: Fault = {
  name: 'Redis flushed',
  hurtsWorker: false,
  strike: ({ stage }) => stage.redis?.flush() ?? Promise.resolve(),
};

const restartRedis: Fault = {
  name: 'Redis killed and started',
  hurtsWorker: false,
  async strike({ stage }) {
    await stage.redis?.kill();
    await pause(2000);
    await stage.redis?.start();
  },
};

/** Every kind, in an order that spreads those that take long. `patient`: also those that take very long. */
export function allFaults(options: { redis: boolean; patient: boolean }): readonly Fault[] {
  return [
    skewClock(60_000),
    killWorker,
    cutCommits('insert-runs', 2),
    cutConnections,
    cutCommits('claim-', 2),
    killWeb,
    killWorkers,
    zombie,
    cutCommits('flush-receipts', 3),
    dropHints,
    cutCommits('flush-runs', 3),
    ...(options.redis ? [flushRedis, restartRedis] : []),
    restartDatabase('restarted', 'SIGINT'),
    cutCommits('flush-waits', 2),
    silence(LEASE_MS),
    skewClock(-60_000),
    termWorker,
    cutCommits('commit', 3),
    hiccup,
    restartDatabase('killed', 'SIGKILL'),
    // Longer than connections wait to be made.
    ...(options.patient ? [silence(16_000)] : []),
  ];
}
