'use client';
import type { ReactNode } from 'react';
import { useTranslations } from 'next-intl';
import { Button } from './button';
import { DialogFooter } from './dialog';

/** Under a form in a dialog: away without doing it, or do it. */
export function FormFooter({
  submit,
  isBusy,
  onCancel,
}: {
  /** What the form does, in a word. */
  submit: ReactNode;
  /** It is being done: not twice. */
  isBusy: boolean;
  onCancel(): void;
}) {
  const t = useTranslations('ui');
  return (
    <DialogFooter>
      <Button onClick={onCancel}>{t('cancel')}</Button>
      <Button type="submit" variant="primary" disabled={isBusy}>
        {submit}
      </Button>
    </DialogFooter>
  );
}
