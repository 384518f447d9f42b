/**
 * Effects: intent before, receipt after. A write begins only when its intent is on disk under this worker's epoch; one
 * that was answered is replayed from its receipt and never repeated. It takes a place first, so that no intent is on disk
 * that only waits for a connection.
 */
import { idempotencyInput } from '@/core/engine/idempotency';
import type { Json } from '@/core/items/item';
import type { StepContext } from '@/core/node-kit/executor';
import { NodeFailure } from '@/core/node-kit/node-failure';
import type { StepStop } from '@/worker/steps/step-stop';
import type { RunHandle } from './run-handle';
import type { LoopDeps } from './loop-deps';
import { patiently } from './patiently';
import type { StartStep } from './step-gateway';

/** Thrown into a step whose run is no longer this worker's: whatever it does now counts for nothing. */
export class RunLost extends Error {
  constructor() {
    super('The run belongs to another worker now.');
    this.name = 'RunLost';
  }
}

/** The `effect` function of one step. */
export function createEffect(
  deps: LoopDeps,
  run: RunHandle,
  input: { command: StartStep; stop: StepStop },
): StepContext['effect'] {
  const { command, stop } = input;
  const step = command.step;

  async function intend(name: string, summary: string): Promise<string> {
    const known = run.state.steps.get(step)?.effects.get(name);
    // An intent that an earlier run left open is repeated under that run's key.
    const key =
      known?.idempotencyKey ??
      (await patiently(deps.clock, () =>
        deps.idempotencyKey(run.row.tenantId, idempotencyInput(run.row.id, step, name)),
      ));
    if (known?.status !== 'intended' || known.attempt !== command.attempt) {
      run.record({
        kind: 'effect-intended',
        at: deps.clock.now(),
        step,
        attempt: command.attempt,
        effect: name,
        idempotencyKey: key,
        summary,
      });
    } else {
      // It may stand in the log alone: a run that goes on from another one begins with what that one left open.
      run.keepReceipt(step, name);
    }
    if (!(await run.committed()) || !(await deps.holdsLease())) throw new RunLost();
    // A call that came after its step's time was up has no intent, and must not be made.
    const now = run.state.steps.get(step);
    const isOwn = now?.status === 'queued' && now.attempt === command.attempt;
    if (!isOwn || now.effects.get(name)?.status !== 'intended') throw new RunLost();
    // The run may have ended with the very flush that brought the intent to disk.
    if (run.isClosed || stop.isStopped) throw new RunLost();
    return key;
  }

  return async function effect<T extends Json>(
    { name, kind, summary }: { name: string; kind: 'read' | 'write'; summary: string },
    fn: (idempotencyKey: string) => Promise<T>,
  ): Promise<T> {
    if (kind === 'read') return fn('');
    const known = run.state.steps.get(step)?.effects.get(name);
    // The result was given by the same fn in an earlier try, so it has the same shape.
    if (known?.status === 'answered') return known.result as T;
    return deps.writeSlots.use(() => write({ name, summary }, fn));
  };

  async function write<T extends Json>(
    { name, summary }: { name: string; summary: string },
    fn: (idempotencyKey: string) => Promise<T>,
  ): Promise<T> {
    if (run.isClosed || stop.isStopped) throw new RunLost();
    const key = await intend(name, summary);
    try {
      const result = await fn(key);
      run.record({ kind: 'effect-answered', at: deps.clock.now(), step, effect: name, result });
      return result;
    } catch (error) {
      if (error instanceof NodeFailure && error.outcome !== 'unknown') {
        run.record({
          kind: 'effect-failed',
          at: deps.clock.now(),
          step,
          effect: name,
          error: error.toStepError(),
        });
      }
      throw error;
    }
  }
}
