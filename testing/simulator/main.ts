/**
 * The simulator's command line, called by `scripts/simulate.mjs`: plays seeds, makes small what fails, says how it went.
 * In a worker thread it plays the seeds that it is handed.
 */
import { parentPort, Worker, workerData } from 'node:worker_threads';
import { drawCase } from './draw-case';
import { describeCase } from './describe-case';
import { runCase } from './run-case';
import { shrinkCase } from './shrink';

export interface SimulateOptions {
  /** The first seed. */
  from: number;
  seeds: number;
  /** Threads that play at once. */
  jobs: number;
  /** Ends after so many failures. */
  maxFailures: number;
  shrinks: boolean;
}

interface Failure {
  seed: number;
  violations: readonly string[];
}

export interface Simulated {
  seeds: number;
  runs: number;
  virtualMs: number;
  failures: Failure[];
  tookMs: number;
}

type Message = { seed: number; runs: number; tookMs: number; violations: readonly string[] };

/** How long one case may take for real, before it is taken for one that never ends. */
const STUCK_MS = 120_000;

/** Plays the seeds in threads; `onSeed` is told of each. */
export async function simulate(
  options: SimulateOptions,
  onSeed: (done: Simulated) => void = () => undefined,
): Promise<Simulated> {
  const began = performance.now();
  const total: Simulated = { seeds: 0, runs: 0, virtualMs: 0, failures: [], tookMs: 0 };
  let next = options.from;
  const end = options.from + options.seeds;
  const more = () => next < end && total.failures.length < options.maxFailures;
  await Promise.all(
    Array.from({ length: Math.max(1, options.jobs) }, async () => {
      const worker = new Worker(new URL(import.meta.url), { workerData: 'play seeds' });
      try {
        while (more()) {
          const message = await ask(worker, next++);
          total.seeds += 1;
          total.runs += message.runs;
          total.virtualMs += message.tookMs;
          total.tookMs = performance.now() - began;
          if (message.violations.length > 0) total.failures.push(message);
          onSeed(total);
        }
      } finally {
        await worker.terminate();
      }
    }),
  );
  total.failures.sort((a, b) => a.seed - b.seed);
  return total;
}

function ask(worker: Worker, seed: number): Promise<Message> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => onError(new Error(`Seed ${seed} does not come to an end.`)), STUCK_MS);
    const settle = () => {
      clearTimeout(timer);
      worker.off('message', onMessage);
      worker.off('error', onError);
    };
    const onMessage = (message: Message) => {
      settle();
      resolve(message);
    };
    const onError = (error: Error) => {
      settle();
      reject(error);
    };
    worker.on('message', onMessage);
    worker.on('error', onError);
    worker.postMessage(seed);
  });
}

/** What a seed does, for people: the trace, and what is wrong with it; made small where it fails. */
export async function explainSeed(
  seed: number,
  options: { shrinks: boolean; trace: boolean },
): Promise<string> {
  const given = drawCase(seed);
  const played = await runCase(given, { trace: options.trace });
  if (played.violations.length === 0) {
    return [...played.trace, describeCase(given), `seed ${seed}: nothing is wrong`].join('\n');
  }
  const small = options.shrinks
    ? await shrinkCase(given, async (one) => (await runCase(one)).violations.length > 0)
    : given;
  const again = await runCase(small, { trace: options.trace });
  return [
    ...again.trace,
    describeCase(small),
    ...again.violations.map((violation) => `  WRONG: ${violation}`),
    `Replay it: npm run simulate -- --seed ${seed} --verbose`,
  ].join('\n');
}

if (parentPort && workerData === 'play seeds') {
  const port = parentPort;
  port.on('message', (seed: number) => {
    void playSeed(seed).then((message) => port.postMessage(message));
  });
}

async function playSeed(seed: number): Promise<Message> {
  try {
    const { runs, tookMs, violations } = await runCase(drawCase(seed));
    return { seed, runs, tookMs, violations };
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { seed, runs: 0, tookMs: 0, violations: [`the simulation itself broke: ${text}`] };
  }
}
