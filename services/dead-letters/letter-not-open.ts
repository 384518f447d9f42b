import { UserProblem } from '@/core/errors/app-error';

/** The same for a run that was handled, is unknown, or is somebody else's. */
export function letterNotOpen(): UserProblem {
  return UserProblem.conflict('dead-letter.not-open', 'This run waits for nobody, or not any more.');
}
