import type { Fact } from '@/core/engine/types';
import { Bug } from '@/core/errors/app-error';
import type { StartFact } from './seed-run';

/** The fact that a run began with, without what it went on from. */
export function startOf(facts: readonly Fact[]): StartFact {
  const [first] = facts;
  if (first?.kind !== 'run-started') throw new Bug('run.no-start', 'The log of this run has no beginning.');
  const { called: _, ...start } = first;
  return start;
}
