'use client';
import { useTranslations } from 'next-intl';
import type { RunView } from '@/core/contracts/run-view';
import { RunErrorNote } from './error-words';
import { RunDoubts } from './run-doubts';
import { RunWaits } from './wait-words';

/** Says why there are no steps to look at, and what is there all the same. */
function NotKeptNote() {
  const t = useTranslations('run.page');
  return (
    <p
      data-testid="run.steps-not-saved"
      className="mx-3 my-2 rounded-md bg-surface-sunken px-3 py-2 text-[13px]"
    >
      {t('stepsNotSaved')}
    </p>
  );
}

/** What wants attention in a run, above its steps: why it failed, what is not kept, what is in doubt, what it waits for. */
export function RunNotes({ run }: { run: RunView }) {
  return (
    <div className="max-h-[60%] shrink-0 overflow-y-auto">
      <RunErrorNote run={run} />
      {run.stepsSaved === false ? <NotKeptNote /> : null}
      <RunDoubts run={run} />
      <RunWaits run={run} />
    </div>
  );
}
