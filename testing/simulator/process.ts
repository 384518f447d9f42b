/**
 * A worker process as the simulator has it: it can be killed, or stand still and go on. All that reaches it (timers,
 * answers, messages) comes through `deliver`; all that it sends goes through `send`, where the faults of a case strike.
 */
import type { TimedClock } from '@/infra/clock/clock';
import type { Place, Side } from './case';
import type { Faults } from './faults';
import type { Trace } from './trace';
import type { VirtualTime } from './virtual-time';

/** When the simulation begins, in milliseconds since the epoch. */
export const BEGINS_AT = Date.UTC(2026, 0, 1);

export interface SimulatedProcess {
  readonly id: string;
  readonly slot: number;
  readonly clock: TimedClock;
  isAlive(): boolean;
  isFrozen(): boolean;
  deliver(call: () => void): void;
  /** A request to the store or the world: done there at one moment, or never; the answer may not come. */
  send<T>(request: Request<T>): Promise<T>;
  kill(why: string): void;
  freeze(forMs: number): void;
}

export interface Request<T> {
  /** Points that the request passes on its way. */
  before: readonly Place[];
  /** For the trace. */
  name: string;
  /** Done at the other side. */
  apply(): T;
  /** Points that the answer passes. */
  after(answer: T): readonly Place[];
  /** The other side is the store. */
  toStore: boolean;
  /** How long the other side takes. */
  takesMs?: number;
}

export interface Surroundings {
  time: VirtualTime;
  faults: Faults;
  trace: Trace;
  /** How far the clocks of the workers are off, by slot. */
  skews: readonly number[];
  /** For delays of the network. */
  random(): number;
  onEnd(process: SimulatedProcess, why: string): void;
  onFreeze(process: SimulatedProcess, forMs: number): void;
  onThaw(process: SimulatedProcess): void;
}

export function createProcess(
  around: Surroundings,
  { id, slot }: { id: string; slot: number },
): SimulatedProcess {
  const { time, faults, trace } = around;
  let state: 'running' | 'frozen' | 'dead' = 'running';
  let inbox: (() => void)[] = [];
  const timers = new Set<() => void>();

  function deliver(call: () => void): void {
    if (state === 'frozen') inbox.push(call);
    else if (state === 'running') call();
  }

  /** Breaks off what `call` would do when a fault says so; else does it, perhaps later. */
  function pass(
    places: readonly Place[],
    side: Side,
    ways: { go(extraMs: number): void; cut(): void },
  ): void {
    let extraMs = 0;
    for (const place of places) {
      const fault = faults.strike(place, side);
      if (!fault) continue;
      if (fault.kind === 'crash') return process.kill(`at ${side} ${place}`);
      if (fault.kind === 'cut') return ways.cut();
      if (fault.kind === 'slow') extraMs += fault.byMs;
      if (fault.kind === 'freeze') process.freeze(fault.forMs);
    }
    if (side === 'before') deliver(() => ways.go(extraMs));
    else ways.go(extraMs);
  }

  const process: SimulatedProcess = {
    id,
    slot,
    isAlive: () => state !== 'dead',
    isFrozen: () => state === 'frozen',
    deliver,
    clock: {
      now: () => BEGINS_AT + Math.floor(time.now()) + (around.skews[slot] ?? 0),
      elapsed: () => time.now(),
      setTimer(delayMs, call) {
        let isOff = false;
        const fire = () => {
          timers.delete(callOff);
          deliver(() => {
            if (!isOff) call();
          });
        };
        const takeAway = time.after(delayMs, fire);
        const callOff = () => {
          isOff = true;
          timers.delete(callOff);
          takeAway();
        };
        timers.add(callOff);
        return callOff;
      },
    },
    send(request) {
      return new Promise((resolve, reject) => {
        if (state === 'dead') return;
        const answer = (settle: () => void) => time.after(latency(around.random), () => deliver(settle));
        const breakOff = (text: string) => {
          trace(() => `${id} ${request.name}: ${text}`);
          answer(() => reject(awayError(text)));
        };
        const go = (extraMs: number) => {
          time.after(latency(around.random) + extraMs + (request.takesMs ?? 0), () => arrive());
        };
        const arrive = () => {
          if (request.toStore && faults.isAway()) return breakOff('the store is away');
          if (request.before.some((place) => faults.refuses(place))) {
            trace(() => `${id} ${request.name}: refused`);
            return answer(() => reject(new Error('The store refuses this.')));
          }
          const result = request.apply();
          pass(request.after(result), 'after', {
            go: (extraMs) =>
              void time.after(latency(around.random) + extraMs, () => deliver(() => resolve(result))),
            cut: () => breakOff('done, and the answer is lost'),
          });
        };
        pass(request.before, 'before', { go, cut: () => breakOff('the request is lost') });
      });
    },
    kill(why) {
      if (state === 'dead') return;
      trace(() => `${id} dies: ${why}`);
      state = 'dead';
      inbox = [];
      for (const callOff of [...timers]) callOff();
      around.onEnd(process, why);
    },
    freeze(forMs) {
      if (state !== 'running') return;
      trace(() => `${id} stands still for ${forMs} ms`);
      state = 'frozen';
      around.onFreeze(process, forMs);
      time.after(forMs, () => {
        if (state !== 'frozen') return;
        trace(() => `${id} goes on`);
        state = 'running';
        around.onThaw(process);
        const waiting = inbox;
        inbox = [];
        // Each is a turn of its own, as in an event loop.
        for (const call of waiting) time.after(0, () => deliver(call));
      });
    },
  };
  return process;
}

/** Mostly quick, now and then not. */
function latency(random: () => number): number {
  return random() < 0.95 ? 0.2 + random() * 2 : 5 + random() * 150;
}

/** As a driver says it: nobody knows whether it was done. */
function awayError(text: string): Error {
  return Object.assign(new Error(text), { code: 'ECONNRESET' });
}
