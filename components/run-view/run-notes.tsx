'use client';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { RunView } from '@/core/contracts/run-view';
import { useEditor } from '@/components/editor/editor-context';
import { RunErrorNote } from './error-words';
import { waitsForCaller } from './may-resume';
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

/** Says why the run has no button to resume it, and where that is done instead. */
function CalledNote({ callerId }: { callerId: string }) {
  const t = useTranslations('run.page');
  const { tenant } = useEditor();
  return (
    <p
      data-testid="run.goes-on-with-caller"
      className="mx-3 my-2 rounded-md bg-surface-sunken px-3 py-2 text-[13px]"
    >
      {t.rich('goesOnWithCaller', {
        caller: (chunks) => (
          <Link
            href={`/t/${tenant}/runs/${callerId}`}
            data-testid="run.caller"
            className="font-medium text-accent underline underline-offset-2"
          >
            {chunks}
          </Link>
        ),
      })}
    </p>
  );
}

/** What wants attention in a run, above its steps: why it failed, what is not kept, who it goes on with, what is in doubt, what it waits for. */
export function RunNotes({ run }: { run: RunView }) {
  return (
    <div className="max-h-[60%] shrink-0 overflow-y-auto">
      <RunErrorNote run={run} />
      {run.stepsSaved === false ? <NotKeptNote /> : null}
      {run.parentRunId && waitsForCaller(run) ? <CalledNote callerId={run.parentRunId} /> : null}
      <RunDoubts run={run} />
      <RunWaits run={run} />
    </div>
  );
}
