/** The run that lies over the canvas: which one, what is known of it, and whether newer ones take its place. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { LiveEvent } from '@/core/contracts/live-event';
import type { RunStepView, RunView } from '@/core/contracts/run-view';
import { isFinalRun, mergeRunEvent, runFromEvent, stepsByNode } from './run-overlay';

type RunChanged = Extract<LiveEvent, { kind: 'run-changed' }>;

export interface RunState {
  run: RunView | null;
  stepsByNode: ReadonlyMap<string, readonly RunStepView[]>;
  /** `latest`: a newer run of this workflow replaces a finished one. `pinned`: this run was chosen by hand. */
  mode: 'latest' | 'pinned';
  /** A webhook address that waits for a test call, for one trigger node. */
  listening: { nodeId: string; url: string; expiresAt: string } | null;
  show(run: RunView, mode: RunState['mode']): void;
  clear(): void;
  receive(event: RunChanged): void;
  listen(listening: RunState['listening']): void;
}

export type RunStore = StoreApi<RunState>;

const NO_STEPS: ReadonlyMap<string, readonly RunStepView[]> = new Map();

function withRun(run: RunView) {
  return { run, stepsByNode: stepsByNode(run.steps) };
}

/** True when an event of another run should replace what is shown. Run ids grow with time. */
export function shouldFollow(shown: RunView | null, mode: RunState['mode'], event: RunChanged): boolean {
  if (!shown) return true;
  return mode === 'latest' && isFinalRun(shown.status) && event.run.id > shown.id;
}

/** Makes the run store of one canvas, empty or with a run. */
export function createRunStore(initial: RunView | null = null): RunStore {
  return createStore<RunState>()((set, get) => ({
    run: initial,
    stepsByNode: initial ? stepsByNode(initial.steps) : NO_STEPS,
    mode: initial ? 'pinned' : 'latest',
    listening: null,
    show: (run, mode) => {
      const known = get().run;
      set({ mode, ...(known?.id === run.id && known.seq > run.seq ? {} : withRun(run)) });
    },
    clear: () => set({ run: null, stepsByNode: NO_STEPS, mode: 'latest' }),
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
