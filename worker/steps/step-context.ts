/**
 * What an executor is handed, put together. The caller brings the parts that reach the database (`effect`) and the
 * outside (`http`, `sandbox`); here they are watched: how many writes are under way, and what was logged.
 */
import { randomBytes } from 'node:crypto';
import { toStorableText } from '@/core/graph/inspect-input';
import type { Json } from '@/core/items/item';
import { mapTexts } from '@/core/items/map-texts';
import { STANDARD_LIMITS, type Limits } from '@/core/limits/limits';
import type {
  GuardedHttp,
  OutputItem,
  Sandbox,
  StepContext,
  StepCredential,
  StepFiles,
} from '@/core/node-kit/executor';
import { NodeFailure } from '@/core/node-kit/node-failure';
import type { MemoryChange } from '@/core/node-kit/workflow-memory';
import { systemClock, type TimedClock } from '@/infra/clock/clock';
import { scrubFailure } from './scrub-failure';
import { createScrubber, type Scrubber } from './secrets';
import { seededRandom } from './seeded-random';
import type { StepStop } from './step-stop';
import type { StepMemory } from './step-memory';

export interface StepContextParts {
  http: GuardedHttp;
  sandbox: Sandbox;
  files: StepFiles;
  memory: StepMemory;
  offload: StepContext['offload'];
  effect: StepContext['effect'];
  stop: StepStop;
  /** Milliseconds since the epoch: the time recorded for the step. */
  now: number;
  /** The workflow's zone. */
  timezone: string;
  /** Run seed and step key: the same over attempts. */
  seed: string;
  resumed?: { payload: Json | null };
  /**
   * Opens the credential in a slot, and says which texts must not be recorded from then on. Default: there are none.
   */
  credentials?: (onSecrets: (texts: readonly string[]) => void) => (slot: string) => Promise<StepCredential>;
  /** Of the tenant. Default: the standard ones. */
  limits?: Limits;
  /** The machine's where it is left out. */
  clock?: TimedClock;
}

/** Where a step's pushed items go. */
export type OutputSink = (port: string, items: readonly OutputItem[]) => Promise<void> | undefined;

export interface ConsoleLine {
  level: 'info' | 'warn' | 'error';
  text: string;
}

/** A step's context and what was seen through it. */
export interface StepRuntime {
  ctx: StepContext;
  stop: StepStop;
  console(): readonly ConsoleLine[];
  /** What the step changes of what the workflow keeps. */
  memory(): readonly MemoryChange[];
  /** Writes whose outcome is not known yet. */
  openWrites(): number;
  /** Texts of the credentials that were opened: none of them may be recorded. */
  secrets(): readonly string[];
  /** From now on pushed items go here. */
  collect(sink: OutputSink): void;
}

const MAX_LINES = 200;
const MAX_LINE_CHARACTERS = 2000;

/** The context of one try of a step. Lines beyond 200 are dropped, lines over 2,000 characters cut. */
export function createStepContext(parts: StepContextParts): StepRuntime {
  const lines: ConsoleLine[] = [];
  let openWrites = 0;
  const secrets = new Set<string>();
  let scrubber: Scrubber | null = null;
  const onSecrets = (texts: readonly string[]): void => {
    for (const text of texts) secrets.add(text);
    scrubber = createScrubber([...secrets]);
  };
  let sink: OutputSink = () => Promise.reject(new Error('This step takes no items.'));
  const ctx: StepContext = {
    http: parts.http,
    credential: parts.credentials?.(onSecrets) ?? noCredential,
    sandbox: parts.sandbox,
    files: parts.files,
    memory: parts.memory,
    offload: parts.offload,
    output: (port) => ({ push: async (items) => sink(port, items) }),
    timezone: parts.timezone,
    randomBytes: (length) => randomBytes(length),
    get abort() {
      return parts.stop.signal;
    },
    limits: parts.limits ?? STANDARD_LIMITS,
    sleep: (ms) => sleepUntilStopped(parts.clock ?? systemClock, ms, parts.stop),
    now: parts.now,
    random: seededRandom(parts.seed),
    ...(parts.resumed === undefined ? {} : { resumed: parts.resumed }),
    async effect(effect, fn) {
      const counts = effect.kind === 'write' ? 1 : 0;
      // What other programs answer may hold characters that the database cannot keep.
      return parts.effect({ ...effect, summary: scrubbed(effect.summary) }, async (key) => {
        openWrites += counts;
        try {
          // A receipt is recorded before the step has ended, and holds what the other side said.
          return mapTexts(await fn(key), (text) => scrubbed(toStorableText(text)));
        } catch (thrown) {
          throw scrubber && thrown instanceof NodeFailure ? scrubFailure(thrown, scrubber) : thrown;
        } finally {
          openWrites -= counts;
        }
      });
    },
    log(level, text) {
      if (lines.length >= MAX_LINES) return;
      lines.push({ level, text: toStorableText(cut(text)) });
    },
  };
  function scrubbed(text: string): string {
    return scrubber?.text(text) ?? text;
  }
  return {
    ctx,
    stop: parts.stop,
    console: () => lines,
    memory: () => parts.memory.changes(),
    openWrites: () => openWrites,
    secrets: () => [...secrets],
    collect: (to) => {
      sink = to;
    },
  };
}

function noCredential(): Promise<never> {
  return Promise.reject(
    NodeFailure.final('credential.missing', 'No credentials can be used here.', { outcome: 'not-done' }),
  );
}

async function sleepUntilStopped(clock: TimedClock, ms: number, stop: StepStop): Promise<void> {
  stop.throwIfStopped();
  await new Promise<void>((resolve) => {
    const callOff = clock.setTimer(ms, () => {
      leave();
      resolve();
    });
    const leave = stop.onStop(() => {
      callOff();
      resolve();
    });
  });
  stop.throwIfStopped();
}

function cut(text: string): string {
  return text.length > MAX_LINE_CHARACTERS ? `${text.slice(0, MAX_LINE_CHARACTERS)}…` : text;
}
