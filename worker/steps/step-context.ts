/**
 * What an executor is handed, put together. The caller brings the parts that reach the database (`effect`) and the
 * outside (`http`, `sandbox`); here they are watched: how many writes are under way, and what was logged.
 */
import { toStorableText } from '@/core/graph/inspect-input';
import type { Json } from '@/core/items/item';
import { mapTexts } from '@/core/items/map-texts';
import type { GuardedHttp, Sandbox, StepContext } from '@/core/node-kit/executor';
import { seededRandom } from './seeded-random';

export interface StepContextParts {
  http: GuardedHttp;
  sandbox: Sandbox;
  effect: StepContext['effect'];
  abort: AbortSignal;
  /** Milliseconds since the epoch: the time recorded for the step. */
  now: number;
  /** Run seed and step key: the same over attempts. */
  seed: string;
  resumed?: { payload: Json | null };
}

export interface ConsoleLine {
  level: 'info' | 'warn' | 'error';
  text: string;
}

/** A step's context and what was seen through it. */
export interface StepRuntime {
  ctx: StepContext;
  console(): readonly ConsoleLine[];
  /** Writes whose outcome is not known yet. */
  openWrites(): number;
}

const MAX_LINES = 200;
const MAX_LINE_CHARACTERS = 2000;

/** The context of one try of a step. Lines beyond 200 are dropped, lines over 2,000 characters cut. */
export function createStepContext(parts: StepContextParts): StepRuntime {
  const lines: ConsoleLine[] = [];
  let openWrites = 0;
  const ctx: StepContext = {
    http: parts.http,
    sandbox: parts.sandbox,
    abort: parts.abort,
    now: parts.now,
    random: seededRandom(parts.seed),
    ...(parts.resumed === undefined ? {} : { resumed: parts.resumed }),
    async effect(effect, fn) {
      const counts = effect.kind === 'write' ? 1 : 0;
      // What other programs answer may hold characters that the database cannot keep.
      return parts.effect(effect, async (key) => {
        openWrites += counts;
        try {
          return mapTexts(await fn(key), toStorableText);
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
  return { ctx, console: () => lines, openWrites: () => openWrites };
}

function cut(text: string): string {
  return text.length > MAX_LINE_CHARACTERS ? `${text.slice(0, MAX_LINE_CHARACTERS)}…` : text;
}
