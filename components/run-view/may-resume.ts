import type { RunSummary } from '@/core/contracts/run-view';
import { isFinalRun } from './run-overlay';

type Resumable = Pick<RunSummary, 'status' | 'stepsSaved' | 'goesOnWithCaller'>;

/** The run ended without success. */
function hasFailed({ status }: Resumable): boolean {
  return isFinalRun(status) && status !== 'succeeded';
}

/** The run can be resumed by itself. */
export function mayResume(run: Resumable): boolean {
  return hasFailed(run) && run.stepsSaved !== false && run.goesOnWithCaller !== true;
}

/** The run goes on when the one that called it is resumed, and not by itself. */
export function waitsForCaller(run: Resumable): boolean {
  return hasFailed(run) && run.goesOnWithCaller === true;
}
