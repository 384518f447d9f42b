/** Where the keys are in a list of decisions, and which of them are chosen. Pure. */
import type { DoubtView } from '@/core/contracts/inbox';

export type DoubtKey = string;

/** Tells decisions apart. */
export function keyOfDoubt({ runId, step }: Pick<DoubtView, 'runId' | 'step'>): DoubtKey {
  return `${runId} ${step}`;
}

/** The entry that a key leads to; null when the key means nothing here. */
export function movedBy(key: string, at: number, count: number): number | null {
  const to = { j: at + 1, ArrowDown: at + 1, k: at - 1, ArrowUp: at - 1, Home: 0, End: count - 1 }[key];
  return to === undefined ? null : Math.max(0, Math.min(count - 1, to));
}

/** The chosen ones that are still there; where none is chosen, the one that is shown. */
export function meant(
  doubts: readonly DoubtView[],
  chosen: ReadonlySet<DoubtKey>,
  shown: DoubtView | undefined,
): readonly DoubtView[] {
  const picked = doubts.filter((doubt) => chosen.has(keyOfDoubt(doubt)));
  return picked.length > 0 ? picked : shown ? [shown] : [];
}
