/**
 * The people around a simulation: they answer waits, decide doubts, cancel, and resume what failed. What they do depends
 * on the run and the step alone; a person who looks tells the truth about a write, or has it repeated under its key.
 */
import { applyFact, createRunState } from '@/core/engine/state';
import type { Fact, Plan } from '@/core/engine/types';
import type { Json } from '@/core/items/item';
import { factsIn } from './check-logs';
import { labelOf } from './executors';
import type { Faults } from './faults';
import { keyOf, type WaitTableRow } from './memory-rows';
import type { MemoryStore } from './memory-store';
import { BEGINS_AT } from './process';
import type { Script } from './script';
import type { Trace } from './trace';
import type { VirtualTime } from './virtual-time';
import { resultOf, type World } from './world';

export interface PeopleDeps {
  time: VirtualTime;
  store: MemoryStore;
  world: World;
  script: Script;
  faults: Faults;
  trace: Trace;
  /** Chance that an ended run is resumed. */
  resumes: number;
  planOf(runId: string): Plan;
  onCancel(runId: string): void;
}

export interface People {
  /** Something was written: there may be something to do. */
  lookAround(): void;
  cancel(runId: string): void;
  /** Pauses the run, and lets it go on after a while. */
  pause(runId: string, forMs: number): void;
  /** Things that somebody is about to do. */
  busy(): number;
}

const MAX_RESUMES = 2;
/** Whoever is asked about one step again and again gives up. */
const MAX_ASKED = 3;
/** Somebody who does not reach the store tries again. */
const AGAIN_MS = 300;

export function createPeople(deps: PeopleDeps): People {
  const { time, store, world, script, faults, trace } = deps;
  const seen = new WeakSet<object>();
  const resumed = new Map<string, number>();
  const asked = new Map<string, number>();
  let busy = 0;

  function later(delayMs: number, act: () => void): void {
    busy += 1;
    const attempt = () => {
      if (faults.isAway()) return void time.after(AGAIN_MS, attempt);
      busy -= 1;
      act();
    };
    time.after(delayMs, attempt);
  }

  function answerSignal(wait: WaitTableRow): void {
    const { runId, stepKey } = wait;
    const random = script.random(`answers ${labelOfRun(store, runId)} ${stepKey}`);
    const delayMs =
      wait.signal === 'race'
        ? (wait.dueAt ?? 0) - BEGINS_AT - time.now() + (random() - 0.5) * 40
        : random() * 3000;
    later(delayMs, () => {
      const resolution: Json = { said: Math.floor(random() * 100) };
      const done = store.resolveWait({ runId, stepKey, kind: 'signal', resolution, by: 'person' });
      trace(() => `somebody answers ${runId} ${stepKey}: ${done ? 'in time' : 'too late'}`);
    });
  }

  function decide(wait: WaitTableRow): void {
    const { runId, stepKey } = wait;
    const label = labelOfRun(store, runId);
    const times = (asked.get(keyOf(runId, stepKey)) ?? 0) + 1;
    asked.set(keyOf(runId, stepKey), times);
    const random = script.random(`decides ${label} ${stepKey} ${times}`);
    later(random() * 2000, () => {
      const { effects = [] } = (wait.detail ?? {}) as { effects?: string[] };
      const [effect] = effects;
      const key = store.tables.receipts.get(keyOf(runId, stepKey, effect ?? ''))?.idempotencyKey ?? '';
      const dice = random();
      const isDone = effects.length === 1 && world.hasDone(key);
      const decision = dice < 0.12 || times > MAX_ASKED ? 'fail' : isDone && dice < 0.75 ? 'done' : 'repeat';
      const result = decision === 'done' ? resultOf(label, stepKey, effect ?? '') : null;
      const done = store.resolveWait({
        ...{ runId, stepKey, kind: 'decision', by: 'person' },
        resolution: { decision, result },
      });
      trace(() => `somebody decides ${runId} ${stepKey}: ${decision}${done ? '' : ', too late'}`);
    });
  }

  function perhapsResume(runId: string): void {
    const times = resumed.get(runId) ?? 0;
    const random = script.random(`resumes ${labelOfRun(store, runId)} ${times}`);
    if (times >= MAX_RESUMES || random() >= deps.resumes) return;
    resumed.set(runId, times + 1);
    later(random() * 2000, () => {
      const plan = deps.planOf(runId);
      const state = createRunState(plan);
      for (const fact of factsIn(store.tables.facts.get(runId) ?? [])) applyFact(plan, state, fact);
      const at = BEGINS_AT + Math.floor(time.now());
      const fact: Fact = { kind: 'run-resumed', at, by: 'person', life: state.life };
      if (!state.finished || !applyFact(plan, state, fact)) return;
      const done = store.takeBack({ runId, fact: JSON.stringify(fact) });
      trace(() => `somebody resumes ${runId}: ${done}`);
    });
  }

  return {
    busy: () => busy,
    lookAround() {
      for (const wait of store.tables.waits.values()) {
        if (wait.resolvedAt !== null || seen.has(wait)) continue;
        if (wait.kind === 'decision') decide(wait);
        else if (wait.signal === 'signal' || wait.signal === 'race') answerSignal(wait);
        seen.add(wait);
      }
      for (const [id, row] of store.tables.history) {
        if (seen.has(row)) continue;
        seen.add(row);
        if (row.status !== 'succeeded') perhapsResume(id);
      }
    },
    pause(runId, forMs) {
      const at = () => BEGINS_AT + Math.floor(time.now());
      later(0, () => {
        const paused: Fact = { kind: 'run-paused', at: at(), by: 'person' };
        const done = store.pause({ runId, by: 'person', fact: JSON.stringify(paused) });
        trace(() => `somebody pauses ${runId}: ${done}`);
        later(forMs, () => {
          const continued: Fact = { kind: 'run-continued', at: at(), by: 'person' };
          const goesOn = store.continueRun({ runId, by: 'person', fact: JSON.stringify(continued) });
          trace(() => `somebody continues ${runId}: ${goesOn}`);
        });
      });
    },
    cancel(runId) {
      later(0, () => {
        const done = store.requestCancel({ runId, by: 'person' });
        if (done) deps.onCancel(runId);
        trace(() => `somebody cancels ${runId}: ${done ? 'asked' : 'nothing to cancel'}`);
      });
    },
  };
}

/** The name of a run. */
export function labelOfRun(store: Pick<MemoryStore, 'tables'>, runId: string): string {
  return labelOf(factsIn(store.tables.facts.get(runId)?.slice(0, 1) ?? []));
}
