'use client';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from '@/components/ui/dialog';
import type { Repeat } from './bulk-actions';

/** As many steps as are named one by one. */
const SHOWN = 6;

/** Asks before many runs are retried: how many, and what is done a second time. */
export function RetryDialog({
  count,
  repeats,
  onConfirm,
  onClose,
}: {
  count: number;
  repeats: readonly Repeat[];
  onConfirm(): void;
  onClose(): void;
}) {
  const t = useTranslations('runs.bulk.ask');
  const ui = useTranslations('ui');
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent data-testid="runs.retry.dialog">
        <DialogHeader>
          <DialogTitle>{t('title', { count })}</DialogTitle>
          <DialogDescription>{t('text')}</DialogDescription>
        </DialogHeader>
        <div className="text-[13px]">
          <p className="mb-1 font-medium">{t('repeats')}</p>
          <ul className="space-y-0.5" data-testid="runs.retry.repeats">
            {repeats.slice(0, SHOWN).map(({ workflowName, nodeName, count: times }, index) => (
              <li key={index} className="break-words">
                {nodeName === null
                  ? t('run', { workflow: workflowName, count: times })
                  : t('step', { node: nodeName, workflow: workflowName, count: times })}
              </li>
            ))}
          </ul>
          {repeats.length > SHOWN ? (
            <p className="mt-0.5 text-muted">{t('more', { count: repeats.length - SHOWN })}</p>
          ) : null}
        </div>
        <DialogFooter>
          <Button onClick={onClose}>{ui('cancel')}</Button>
          <Button
            variant="primary"
            data-testid="runs.retry.confirm"
            onClick={() => {
              onConfirm();
              onClose();
            }}
          >
            {t('go', { count })}
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
