'use client';
import { useState } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { History } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useTRPC } from '@/components/api/trpc-provider';
import { Button } from '@/components/ui/button';
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from '@/components/ui/dialog';
import { toast } from '@/components/ui/toast';

function useRestore({ tenant, id, number }: { tenant: string; id: string; number: number }) {
  const t = useTranslations('versions.restore');
  const trpc = useTRPC();
  const queries = useQueryClient();
  const onError = (error: { message: string }) => toast.error(error.message);
  const refresh = () => queries.invalidateQueries({ queryKey: trpc.workflow.pathKey() });
  const undo = useMutation(
    trpc.workflow.replaceDraft.mutationOptions({
      onError,
      onSuccess: () => {
        toast.success(t('undone'));
        return refresh();
      },
    }),
  );
  const restore = useMutation(
    trpc.workflow.restoreVersion.mutationOptions({
      onError,
      onSuccess: ({ changed, before, etag }) => {
        if (!changed) {
          toast.info(t('same', { number }));
          return undefined;
        }
        const putBack = () => undo.mutate({ tenant, id, file: before, ifMatch: etag });
        toast.success(t('done', { number }), { action: { label: t('undo'), onClick: putBack } });
        return refresh();
      },
    }),
  );
  return { isBusy: restore.isPending, restore: () => restore.mutate({ tenant, id, version: number }) };
}

/** Puts a version into the draft, after asking. */
export function RestoreButton(at: { tenant: string; id: string; number: number }) {
  const t = useTranslations('versions.restore');
  const ui = useTranslations('ui');
  const { number } = at;
  const [isOpen, setOpen] = useState(false);
  const { isBusy, restore } = useRestore(at);
  const confirm = () => {
    restore();
    setOpen(false);
  };
  return (
    <>
      <Button
        size="sm"
        variant="ghost"
        data-testid="versions.restore"
        aria-label={t('label', { number })}
        disabled={isBusy}
        onClick={() => setOpen(true)}
      >
        <History /> {t('button')}
      </Button>
      <Dialog open={isOpen} onOpenChange={setOpen}>
        <DialogContent>
          <DialogHeader>
            <DialogTitle>{t('title', { number })}</DialogTitle>
            <DialogDescription>{t('text', { number })}</DialogDescription>
          </DialogHeader>
          <DialogFooter>
            <Button onClick={() => setOpen(false)}>{ui('cancel')}</Button>
            <Button variant="primary" data-testid="versions.restore.confirm" onClick={confirm}>
              {t('confirm')}
            </Button>
          </DialogFooter>
        </DialogContent>
      </Dialog>
    </>
  );
}
