/** A context for executor tests: calls nobody, keeps what was asked of it. Override what a test is about. */
import { STANDARD_LIMITS } from '@/core/limits/limits';
import type { Job, StepContext } from '@/core/node-kit/executor';
import { jobs } from '@/nodes/jobs.generated';
import { createStepMemory } from '@/worker/steps/step-memory';
import { fakeFiles } from './fake-files';

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
    credential: () => Promise.reject(new Error('no credential was expected')),
    files: fakeFiles(),
    output: () => ({ push: () => Promise.reject(new Error('no items were expected')) }),
    memory: createStepMemory({
      store: undefined,
      place: { tenantId: '', workflowId: '' },
      earlier: () => [],
    }),
    offload: runHere,
    timezone: 'UTC',
    randomBytes: (length) => new Uint8Array(length).map((_, index) => (index * 37 + 11) % 256),
    sandbox: {
      runJavaScript: () => Promise.reject(new Error('no code was expected')),
      runSql: () => Promise.reject(new Error('no SQL was expected')),
    },
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

/** Jobs without a thread: what goes in and out is copied as if it crossed into one. */
export async function runHere<J extends Job>(
  type: string,
  input: Parameters<J>[0],
): Promise<Awaited<ReturnType<J>>> {
  const job = await jobs[type]?.();
  if (!job) throw new Error(`there is no job of ${type}`);
  // The caller names the job's type.
  const given: unknown = structuredClone(input);
  const output = (await job.run(given as never)) as Awaited<ReturnType<J>>;
  return structuredClone(output);
}
