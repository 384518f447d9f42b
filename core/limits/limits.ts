/**
 * Everything a tenant may have so much of and no more: one table of all bounds, with what they are where nobody chose,
 * how far an admin may move them, and the code that is answered at each. Reaching a limit is never silent.
 */

/** How a limit is counted. Bytes and characters are counted of JSON or of what goes over the wire. */
export type LimitUnit = 'count' | 'seconds' | 'milliseconds' | 'bytes' | 'characters';

/** Where a limit stands on the page and in lists. */
export const LIMIT_GROUPS = [
  'runs',
  'steps',
  'data',
  'code',
  'triggers',
  'workflows',
  'credentials',
] as const;
export type LimitGroup = (typeof LIMIT_GROUPS)[number];

export interface LimitDefinition {
  group: LimitGroup;
  unit: LimitUnit;
  /** What counts for a tenant that has no value of its own. */
  standard: number;
  /** The range that an admin may choose from. */
  least: number;
  most: number;
  /** `most`: no more than this is let through. `least`: no less than this. */
  bounds: 'most' | 'least';
  /** The code of the problem at the limit; null where something else happens than a refusal. */
  problem: string | null;
}

const MEBIBYTE = 1024 * 1024;
const DAY_SECONDS = 86_400;

export const LIMITS = {
  /** Runs that are worked on at once, in all worker processes. More wait their turn. */
  'runs.concurrent': most('runs', 'count', { standard: 1000, least: 1, most: 100_000, problem: null }),
  /** Runs that were accepted and have not begun. */
  'runs.queued': most('runs', 'count', {
    standard: 100_000,
    least: 1,
    most: 10_000_000,
    problem: 'run.too-many-queued',
  }),
  /**
   * From the start of a run (or its last resume) to its end, waits included. The most stands for none: a run that waits
   * for somebody is not woken for it.
   */
  'run.time-seconds': most('runs', 'seconds', {
    standard: 3650 * DAY_SECONDS,
    least: 1,
    most: 3650 * DAY_SECONDS,
    problem: 'run.timed-out',
  }),
  /** Steps of one run. Counts as it was when the run started. */
  'run.steps': most('runs', 'count', {
    standard: 1_000_000,
    least: 10,
    most: 10_000_000,
    problem: 'run.too-many-steps',
  }),
  /** Workflows that call or start one another in a row, the first one not counted. */
  'run.depth': most('runs', 'count', { standard: 20, least: 1, most: 100, problem: 'run.too-deep' }),
  /**
   * Runs that go on or wait at once and come from one first run, over all that they start in turn. A fan-out of one
   * level within `step.calls` is not counted before a hundred.
   */
  'run.family': most('runs', 'count', {
    standard: 20_000,
    least: 1,
    most: 1_000_000,
    problem: 'sub-workflow.family-too-large',
  }),
  /** Signals that came before any step of the run waited for them. */
  'run.kept-signals': most('runs', 'count', {
    standard: 100,
    least: 1,
    most: 10_000,
    problem: 'run.too-many-signals',
  }),
  /** Workflows that call one another's webhooks in a row. */
  'webhook.depth': most('runs', 'count', { standard: 16, least: 1, most: 64, problem: 'http.too-deep' }),

  /** One try of one step, whatever its node says. */
  'step.time-seconds': most('steps', 'seconds', {
    standard: DAY_SECONDS,
    least: 1,
    most: DAY_SECONDS,
    problem: 'step.timeout',
  }),
  /** The same for nodes that set no time limit of their own. */
  'step.default-time-seconds': most('steps', 'seconds', {
    standard: 300,
    least: 1,
    most: DAY_SECONDS,
    problem: 'step.timeout',
  }),
  /** Items that one step gives, over all its ports. */
  'step.items': most('steps', 'count', {
    standard: 1_000_000,
    least: 1,
    most: 10_000_000,
    problem: 'step.too-many-items',
  }),
  /** JSON that one step gives, over all its ports. */
  'step.output-characters': most('steps', 'characters', {
    standard: 256_000_000,
    least: 10_000,
    most: 4_000_000_000,
    problem: 'step.output-too-large',
  }),
  /** JSON that one step holds in memory: what a node gets that cannot work page by page. */
  'step.input-characters': most('steps', 'characters', {
    standard: 64_000_000,
    least: 10_000,
    most: 256_000_000,
    problem: 'step.input-too-large',
  }),
  /** Runs that one step starts. */
  'step.calls': most('steps', 'count', {
    standard: 10_000,
    least: 1,
    most: 100_000,
    problem: 'sub-workflow.too-many',
  }),
  /** Iterations, or called runs, of one step that are open at once. */
  'step.concurrency': most('steps', 'count', {
    standard: 100,
    least: 1,
    most: 100,
    problem: 'step.too-many-at-once',
  }),

  /** A result up to here stands in the run's history; a larger one is a file beside it. */
  'data.inline-characters': most('data', 'characters', {
    standard: 256 * 1024,
    least: 1024,
    most: MEBIBYTE,
    problem: null,
  }),
  /** One file that a step reads or writes, and all that comes out of one archive. */
  'data.file-bytes': most('data', 'bytes', {
    standard: 64 * MEBIBYTE,
    least: 1024,
    most: 256 * MEBIBYTE,
    problem: 'file.too-large',
  }),
  /** An answer to an outbound call, unpacked. */
  'http.response-bytes': most('data', 'bytes', {
    standard: 16_000_000,
    least: 1000,
    most: 64_000_000,
    problem: 'http.too-large',
  }),
  /** Pages that one item of an HTTP request fetches. */
  'http.pages': most('data', 'count', {
    standard: 1000,
    least: 1,
    most: 100_000,
    problem: 'http.too-many-pages',
  }),

  /** One call of users' code, whatever its node says. */
  'code.time-milliseconds': most('code', 'milliseconds', {
    standard: 60_000,
    least: 10,
    most: 60_000,
    problem: 'code.timeout',
  }),
  /** What users' code may keep in memory. */
  'code.memory-bytes': most('code', 'bytes', {
    standard: 64 * MEBIBYTE,
    least: 4 * MEBIBYTE,
    most: 64 * MEBIBYTE,
    problem: 'code.out-of-memory',
  }),
  /** JSON that goes into users' code, and that comes out of it. */
  'code.data-characters': most('code', 'characters', {
    standard: 8_000_000,
    least: 1000,
    most: 16_000_000,
    problem: 'code.too-large-output',
  }),

  /** The body of a request to a webhook. */
  'webhook.body-bytes': most('triggers', 'bytes', {
    standard: 16 * MEBIBYTE,
    least: 1024,
    most: 64 * MEBIBYTE,
    problem: 'request.too-large',
  }),
  /** The body of a call of the API. */
  'api.body-bytes': most('triggers', 'bytes', {
    standard: 8 * MEBIBYTE,
    least: 64 * 1024,
    most: 32 * MEBIBYTE,
    problem: 'request.too-large',
  }),
  /** Calls of the API in ten seconds, by all keys together. Each web process counts for itself. */
  'api.requests': most('triggers', 'count', {
    standard: 60_000,
    least: 10,
    most: 1_000_000,
    problem: 'rate-limit.exceeded',
  }),
  /** The same by one key. */
  'api.key-requests': most('triggers', 'count', {
    standard: 30_000,
    least: 10,
    most: 1_000_000,
    problem: 'rate-limit.exceeded',
  }),
  /** Between two ticks of a schedule. */
  'schedule.min-interval-seconds': {
    ...most('triggers', 'seconds', {
      standard: 60,
      least: 1,
      most: DAY_SECONDS,
      problem: 'schedule.too-frequent',
    }),
    bounds: 'least',
  },

  /** Nodes of one workflow. */
  'workflow.nodes': most('workflows', 'count', {
    standard: 5000,
    least: 1,
    most: 5000,
    problem: 'graph.too-many',
  }),
  /** Published versions of one workflow. */
  'workflow.versions': most('workflows', 'count', {
    standard: 10_000,
    least: 1,
    most: 1_000_000,
    problem: 'version.too-many',
  }),
  /** Tags on versions of one workflow. */
  'workflow.tags': most('workflows', 'count', {
    standard: 200,
    least: 1,
    most: 10_000,
    problem: 'version.too-many-tags',
  }),

  /** Stored credentials. */
  'credentials.stored': most('credentials', 'count', {
    standard: 1000,
    least: 1,
    most: 100_000,
    problem: 'credential.too-many',
  }),
} as const satisfies Record<string, LimitDefinition>;

export type LimitName = keyof typeof LIMITS;

/** Every limit's value for one tenant. */
export type Limits = Readonly<Record<LimitName, number>>;

/** In the order of the table. */
export const LIMIT_NAMES = Object.keys(LIMITS) as readonly LimitName[]; // the table's own keys, and nothing else has them

/** The values of a tenant that never chose any. */
export const STANDARD_LIMITS: Limits = Object.freeze(
  // One entry for each name of the table.
  Object.fromEntries(LIMIT_NAMES.map((name) => [name, LIMITS[name].standard])) as Record<LimitName, number>,
);

export function isLimitName(name: string): name is LimitName {
  return Object.hasOwn(LIMITS, name);
}

/** Whether an admin may choose this value. */
export function isWithinRange(name: LimitName, value: number): boolean {
  const { least, most: greatest } = LIMITS[name];
  return Number.isInteger(value) && value >= least && value <= greatest;
}

/**
 * All limits of a tenant from the values it chose. A name that is not known (any more) is left out; a value outside of
 * the range counts as the nearest one in it.
 */
export function resolveLimits(own: Iterable<{ name: string; value: number }>): Limits {
  let resolved: Record<LimitName, number> | null = null;
  for (const { name, value } of own) {
    if (!isLimitName(name) || Number.isNaN(value)) continue;
    const { least, most: greatest } = LIMITS[name];
    resolved ??= { ...STANDARD_LIMITS };
    resolved[name] = Math.min(Math.max(value, least), greatest);
  }
  return resolved ?? STANDARD_LIMITS;
}

function most(
  group: LimitGroup,
  unit: LimitUnit,
  rest: Pick<LimitDefinition, 'standard' | 'least' | 'most' | 'problem'>,
): LimitDefinition {
  return { group, unit, bounds: 'most', ...rest };
}
