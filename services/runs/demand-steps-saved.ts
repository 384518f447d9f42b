import type { RunState } from '@/core/engine/types';
import { UserProblem } from '@/core/errors/app-error';

/** @throws UserProblem `run.steps-not-saved` where the run's workflow keeps start and end of such runs alone. */
export function demandStepsSaved({ finished }: RunState): void {
  if (finished?.stepsForgotten !== true) return;
  throw UserProblem.conflict(
    'run.steps-not-saved',
    'What the steps of this run did is not kept: the settings of its workflow say so. Run all of it again, or let the workflow save its runs from now on.',
  );
}
