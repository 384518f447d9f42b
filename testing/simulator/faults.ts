/** The faults of a case, and how far the simulation has come past the points at which they strike. */
import type { Fault, Place, Side } from './case';

type PointFault = Extract<Fault, { place: Place }>;

export interface Faults {
  /** Called by whoever passes a point; what strikes there, if anything. */
  strike(place: Place, side: Side): PointFault | undefined;
  /** Whether the store will not have the flush that passes now. */
  refuses(place: Place): boolean;
  isAway(): boolean;
  setAway(untilMs: number): void;
  /** When something last went wrong: what should be quick is given its time from then. */
  lastAt(): number;
  note(atMs: number): void;
}

/** `now` is the virtual time. */
export function createFaults(list: readonly Fault[], now: () => number): Faults {
  const passed = new Map<string, number>();
  let flushes = 0;
  let awayUntil = -1;
  let last = 0;
  const note = (atMs: number) => (last = Math.max(last, atMs));
  return {
    strike(place, side) {
      const point = `${side} ${place}`;
      const nth = (passed.get(point) ?? 0) + 1;
      passed.set(point, nth);
      const fault = list.find(
        (one): one is PointFault =>
          'place' in one && one.place === place && one.side === side && one.nth === nth,
      );
      if (fault)
        note(now() + (fault.kind === 'slow' ? fault.byMs : fault.kind === 'freeze' ? fault.forMs : 0));
      return fault;
    },
    refuses(place) {
      if (!['intent', 'receipt', 'facts', 'park', 'finish'].includes(place)) return false;
      flushes += 1;
      return list.some((fault) => fault.kind === 'refuse' && fault.nth === flushes);
    },
    isAway: () => now() < awayUntil,
    setAway(untilMs) {
      awayUntil = Math.max(awayUntil, untilMs);
      note(untilMs);
    },
    lastAt: () => last,
    note,
  };
}
