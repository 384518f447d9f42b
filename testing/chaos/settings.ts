/** What can be chosen on the command line. */
export interface ChaosSettings {
  /** Milliseconds of faults. */
  lastsMs: number;
  seed: number;
  redis: boolean;
  workers: number;
  /** Each kind of fault once, in a fixed order: the form that is part of `npm test`. */
  short: boolean;
  perSecond: number;
  /** Only faults whose name contains this; '' = all. */
  only: string;
}

const SHORT_MS = 38_000;
const USAGE =
  'npm run chaos -- [--minutes N | --short] [--seed N] [--redis] [--workers N] [--rate N] [--only TEXT]';

/** Reads the arguments; throws with the usage. */
export function readSettings(args: readonly string[]): ChaosSettings {
  const values = new Map<string, number>();
  const flags = new Set<string>();
  let only = '';
  for (let index = 0; index < args.length; index += 1) {
    const name = args[index] ?? '';
    if (name === '--redis' || name === '--short') flags.add(name);
    else if (name === '--only') only = args[(index += 1)] ?? '';
    else if (['--minutes', '--seed', '--workers', '--rate'].includes(name)) {
      const value = Number(args[(index += 1)]);
      if (!Number.isFinite(value) || value < 0) throw new Error(`${name} needs a number.\nUsage: ${USAGE}`);
      values.set(name, value);
    } else throw new Error(`There is no option ${name}.\nUsage: ${USAGE}`);
  }
  const short = flags.has('--short');
  return {
    lastsMs: short ? SHORT_MS : (values.get('--minutes') ?? 5) * 60_000,
    seed: values.get('--seed') ?? Math.floor(Math.random() * 2 ** 32),
    redis: flags.has('--redis'),
    workers: values.get('--workers') ?? 2,
    short,
    only,
    perSecond: values.get('--rate') ?? 8,
  };
}
