/** A context for executor tests: calls nobody, keeps what was asked of it. Override what a test is about. */
import { STANDARD_LIMITS } from '@/core/limits/limits';
import type { StepContext } from '@/core/node-kit/executor';

export interface FakeContext extends StepContext {
  readonly effects: { name: string; kind: string; summary: string }[];
  readonly lines: string[];
  /** What was slept, in milliseconds; nobody waits for it. */
  readonly slept: number[];
}

export function fakeContext(parts: Partial<StepContext> = {}): FakeContext {
  const effects: FakeContext['effects'] = [];
  const lines: string[] = [];
  const slept: number[] = [];
  return {
    effects,
    lines,
    slept,
    http: { request: () => Promise.reject(new Error('no call was expected')) },
    sandbox: { runJavaScript: () => Promise.reject(new Error('no code was expected')) },
    effect: (effect, fn) => {
      effects.push(effect);
      return fn(`key-of-${effect.name}`);
    },
    abort: new AbortController().signal,
    limits: STANDARD_LIMITS,
    sleep: (ms) => Promise.resolve(void slept.push(ms)),
    now: 1_700_000_000_000,
    random: () => 0.5,
    log: (level, text) => void lines.push(`${level} ${text}`),
    ...parts,
  };
}
