'use client';
import { useState } from 'react';
import { CirclePause, CirclePlay, CircleStop, RotateCcw, StepForward } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { RunSummary } from '@/core/contracts/run-view';
import { SelectionBar } from '@/components/lists/selection-bar';
import { useTenant } from '@/components/shell/tenant-context';
import { Button } from '@/components/ui/button';
import { Tooltip } from '@/components/ui/tooltip';
import { BULK_ACTIONS, countCalled, repeatsOf, runsFor, type BulkAction } from './bulk-actions';
import { RetryDialog } from './retry-dialog';
import { useBulkRuns } from './use-bulk-runs';

const LOOK = {
  cancel: CircleStop,
  pause: CirclePause,
  continue: CirclePlay,
  retry: RotateCcw,
  resume: StepForward,
} as const;
const NEEDS = {
  cancel: 'run:cancel',
  pause: 'run:cancel',
  continue: 'run:cancel',
  retry: 'run:start',
  resume: 'run:start',
} as const;

interface BulkBarProps {
  runs: readonly RunSummary[];
  ids: ReadonlySet<string>;
  onClear(): void;
}

function BulkButton({
  action,
  count,
  isBusy,
  onRun,
}: {
  action: BulkAction;
  count: number;
  isBusy: boolean;
  onRun(): void;
}) {
  const t = useTranslations('runs.bulk');
  const Icon = LOOK[action];
  return (
    <Tooltip content={count === 0 ? t(`${action}None`) : t(`${action}Text`)}>
      <span className="inline-flex">
        <Button
          size="sm"
          data-testid={`runs.bulk.${action}`}
          disabled={count === 0 || isBusy}
          onClick={onRun}
        >
          <Icon /> {t(action, { count })}
        </Button>
      </span>
    </Tooltip>
  );
}

/** What can be done with the chosen runs. */
export function RunBulkBar({ runs, ids, onClear }: BulkBarProps) {
  const t = useTranslations('runs.bulk');
  const tenant = useTenant();
  const { run: start, isBusy } = useBulkRuns(onClear);
  const [asked, setAsked] = useState<readonly string[] | null>(null);
  if (ids.size === 0) return null;
  const retry = asked && (
    <RetryDialog
      count={asked.length}
      repeats={repeatsOf(runs, asked)}
      onConfirm={() => void start('retry', asked)}
      onClose={() => setAsked(null)}
    />
  );
  const called = tenant.may(NEEDS.resume) ? countCalled(runs, ids) : 0;
  return (
    <SelectionBar
      label={t('label')}
      count={t('selected', { count: ids.size })}
      note={called > 0 ? t('called', { count: called }) : undefined}
      onClear={onClear}
    >
      {BULK_ACTIONS.filter((action) => tenant.may(NEEDS[action])).map((action) => {
        const fitting = runsFor(action, runs, ids);
        return (
          <BulkButton
            key={action}
            action={action}
            count={fitting.length}
            isBusy={isBusy}
            onRun={() => (action === 'retry' ? setAsked(fitting) : void start(action, fitting))}
          />
        );
      })}
      {retry}
    </SelectionBar>
  );
}
