/** The run that lies over the canvas: which one, what is known of it, and whether newer ones take its place. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { LiveEvent } from '@/core/contracts/live-event';
import type { RunStepView, RunView } from '@/core/contracts/run-view';
import { PLAIN_TEXTS, type ProblemTexts } from '@/components/texts/problem-text';
import { isFinalRun, mergeRunEvent, runFromEvent, stepsByNode } from './run-overlay';

type RunChanged = Extract<LiveEvent, { kind: 'run-changed' }>;

export interface RunState {
  run: RunView | null;
  stepsByNode: ReadonlyMap<string, readonly RunStepView[]>;
  /** The last run that is known while none is shown: where data for expressions and panes comes from. */
  lastRun: RunView | null;
  /** `latest`: a newer run of this workflow replaces a finished one. `pinned`: this run was chosen by hand. */
  mode: 'latest' | 'pinned';
  /** The step a person looks at; null = the newest one of the inspected node. */
  selectedStep: string | null;
  /** A webhook address that waits for a test call, for one trigger node. */
  listening: { nodeId: string; url: string; expiresAt: string } | null;
  show(run: RunView, mode: RunState['mode']): void;
  clear(): void;
  /** Tells of an earlier run without showing it; one that is newer stays. */
  remember(run: RunView): void;
  selectStep(key: string | null): void;
  receive(event: RunChanged): void;
  listen(listening: RunState['listening']): void;
}

export type RunStore = StoreApi<RunState>;

const NO_STEPS: ReadonlyMap<string, readonly RunStepView[]> = new Map();

/** Errors of a run and its steps, in the person's language. */
function translated(run: RunView, texts: ProblemTexts): RunView {
  const isClean = run.error === null && run.steps.every((step) => step.error === null);
  if (isClean || texts === PLAIN_TEXTS) return run;
  return {
    ...run,
    error: run.error && texts.error(run.error),
    steps: run.steps.map((step) => (step.error ? { ...step, error: texts.error(step.error) } : step)),
  };
}

/** True when an event of another run should replace what is shown. Run ids grow with time. */
export function shouldFollow(shown: RunView | null, mode: RunState['mode'], event: RunChanged): boolean {
  if (!shown) return true;
  return mode === 'latest' && isFinalRun(shown.status) && event.run.id > shown.id;
}

function newerRun(one: RunView | null, other: RunView | null): RunView | null {
  return one && other ? (one.id >= other.id ? one : other) : (one ?? other);
}

/** Makes the run store of one canvas, empty or with a run. */
export function createRunStore(initial: RunView | null = null, texts: ProblemTexts = PLAIN_TEXTS): RunStore {
  const withRun = (shown: RunView) => {
    const run = translated(shown, texts);
    return { run, stepsByNode: stepsByNode(run.steps) };
  };
  return createStore<RunState>()((set, get) => ({
    ...(initial ? withRun(initial) : { run: null, stepsByNode: NO_STEPS }),
    mode: initial ? 'pinned' : 'latest',
    lastRun: null,
    selectedStep: null,
    listening: null,
    selectStep: (selectedStep) => set({ selectedStep }),
    show: (run, mode) => {
      const known = get().run;
      if (known?.id !== run.id) set({ selectedStep: null });
      set({ mode, ...(known?.id === run.id && known.seq > run.seq ? {} : withRun(run)) });
    },
    clear: () => {
      const { run, lastRun } = get();
      set({
        ...{ run: null, stepsByNode: NO_STEPS, mode: 'latest', selectedStep: null },
        lastRun: newerRun(run, lastRun),
      });
    },
    remember: (run) => set({ lastRun: newerRun(translated(run, texts), get().lastRun) }),
    receive: (event) => {
      const { run, mode, listening } = get();
      const isTestCall =
        listening !== null && event.run.trigger === listening.nodeId && event.run.version === null;
      if (isTestCall) set({ listening: null });
      if (run?.id === event.run.id) {
        const merged = mergeRunEvent(run, event);
        if (merged !== run) set(withRun(merged));
      } else if (isTestCall || shouldFollow(run, mode, event)) {
        set({ mode: 'latest', ...withRun(runFromEvent(event)) });
      }
    },
    listen: (listening) => set({ listening }),
  }));
}
