'use client';
import { useState } from 'react';
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
import { Textarea } from '@/components/ui/textarea';
import type { LetterAction } from './letter-job';
import { useLetterJob, type LetterTarget } from './use-letter-job';

/** More than this take long enough to say so. */
const MANY = 100;
const MAX_NOTE = 1000;

export interface HandlePlan {
  action: LetterAction;
  target: LetterTarget;
  count: number;
}

/** Says what will happen, takes a note, and begins. */
export function HandleDialog({
  plan,
  onClose,
  onBegun,
}: {
  plan: HandlePlan;
  onClose(): void;
  onBegun?: (() => void) | undefined;
}) {
  const t = useTranslations('deadLetters.act');
  const begin = useLetterJob();
  const [note, setNote] = useState('');
  const { action, target, count } = plan;
  const go = () => {
    void begin(action, target, { total: count, note });
    onBegun?.();
    onClose();
  };
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent data-testid="letters.dialog">
        <DialogHeader>
          <DialogTitle>{t(`${action}Title`, { count })}</DialogTitle>
          <DialogDescription>{t(`${action}Text`)}</DialogDescription>
        </DialogHeader>
        <label className="block space-y-1 text-xs font-medium">
          {t('note')}
          <Textarea
            rows={2}
            maxLength={MAX_NOTE}
            value={note}
            data-testid="letters.note"
            onChange={({ target: field }) => setNote(field.value)}
          />
          <span className="block font-normal text-muted">{t('noteHelp')}</span>
        </label>
        {count > MANY ? <p className="text-xs text-muted">{t('many')}</p> : null}
        <DialogFooter>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button
            variant={action === 'discard' ? 'danger' : 'primary'}
            data-testid="letters.confirm"
            onClick={go}
          >
            {t(`${action}Go`)}
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
