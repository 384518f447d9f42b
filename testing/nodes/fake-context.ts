/** A context for executor tests: calls nobody, keeps what was asked of it. Override what a test is about. */
import type { StepContext } from '@/core/node-kit/executor';

export interface FakeContext extends StepContext {
  readonly effects: { name: string; kind: string; summary: string }[];
  readonly lines: string[];
}

export function fakeContext(parts: Partial<StepContext> = {}): FakeContext {
  const effects: FakeContext['effects'] = [];
  const lines: string[] = [];
  return {
    effects,
    lines,
    http: { request: () => Promise.reject(new Error('no call was expected')) },
    sandbox: { runJavaScript: () => Promise.reject(new Error('no code was expected')) },
    effect: (effect, fn) => {
      effects.push(effect);
      return fn(`key-of-${effect.name}`);
    },
    abort: new AbortController().signal,
    now: 1_700_000_000_000,
    random: () => 0.5,
    log: (level, text) => void lines.push(`${level} ${text}`),
    ...parts,
  };
}
