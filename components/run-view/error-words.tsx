'use client';
import { useTranslations } from 'next-intl';
import type { RunStepView, RunView } from '@/core/contracts/run-view';
import { errorFix } from './error-fix';

type ShownError = NonNullable<RunStepView['error']> & { fix?: string | undefined };

/** What went wrong and what to do about it; the facts behind it are folded away. */
export function ErrorWords({
  error,
  where,
  attempts = 1,
}: {
  error: ShownError;
  where?: string | null;
  /** How often the step was tried. */
  attempts?: number | undefined;
}) {
  const t = useTranslations('run');
  const key = errorFix(error.code, error.details?.status, attempts);
  const fix = error.fix ?? (key === null ? null : t(`fix.${key}`));
  const hasDetails = error.details !== undefined && Object.keys(error.details).length > 0;
  return (
    <div className="min-w-0 space-y-1 text-[13px]">
      <p className="break-words text-danger">
        {where ? <strong className="font-semibold">{where}: </strong> : null}
        {error.message} <span className="font-mono text-[11px]">{error.code}</span>
        {error.itemIndex === undefined ? null : (
          <span className="text-[11px]"> · {t('error.item', { number: error.itemIndex + 1 })}</span>
        )}
      </p>
      {fix ? (
        <p>
          <span className="font-medium">{t('error.todo')}</span> {fix}
        </p>
      ) : null}
      {hasDetails ? (
        <details className="text-xs">
          <summary className="inline-flex min-h-6 cursor-pointer items-center text-muted">
            {t('error.details')}
          </summary>
          <pre
            tabIndex={0}
            className="mt-1 max-h-40 overflow-auto rounded-md bg-surface-sunken p-2 font-mono text-[11.5px] whitespace-pre-wrap"
          >
            {JSON.stringify(error.details, null, 2)}
          </pre>
        </details>
      ) : null}
    </div>
  );
}

/** What went wrong with the run as a whole. */
export function RunErrorNote({ run }: { run: RunView }) {
  const t = useTranslations('run');
  const { error } = run;
  if (!error) return null;
  const failed = run.steps.findLast((step) => step.nodeId === error.nodeId && step.error !== null);
  return (
    <div role="alert" className="mx-3 my-2 rounded-md bg-danger-soft px-3 py-2 text-[13px]">
      <ErrorWords error={error} where={error.nodeName} attempts={failed?.attempts} />
      {error.errorWorkflowNotStarted ? (
        <p data-testid="run.error-workflow-not-started" className="mt-1">
          {t(`errorWorkflow.${error.errorWorkflowNotStarted}`)}
        </p>
      ) : null}
    </div>
  );
}
