'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from '@/components/ui/dialog';
import { Skeleton } from '@/components/ui/skeleton';
import { ChooseCredentials } from './choose-credentials';
import { ChooseFiles } from './choose-files';
import { ImportedWorkflow } from './imported-workflow';
import type { Incoming } from './incoming';
import { useReadIncoming, type GoodFile } from './use-read-incoming';
import { useWantedCredentials } from './use-wanted-credentials';

export interface Accepted {
  files: readonly GoodFile[];
  /** The node that the person wants to see. */
  nodeId: string | null;
  /** What stands for a credential in the files → id of the one that was chosen for it. */
  credentials: Record<string, string>;
}

export interface ImportDialogProps {
  /** What came in; empty: the person is asked for it. */
  incoming: readonly Incoming[];
  onIncoming(incoming: readonly Incoming[]): void;
  onClose(): void;
  /** Takes the workflows. */
  onAccept(accepted: Accepted): Promise<void> | void;
  /** Inserted into the workflow that is open, instead of becoming workflows. */
  inserts?: boolean;
}

/** Shows what workflows from files would become, before anything is made of them. */
export function ImportDialog({
  incoming,
  onIncoming,
  onClose,
  onAccept,
  inserts = false,
}: ImportDialogProps) {
  const t = useTranslations('import');
  const read = useReadIncoming(incoming);
  const [isBusy, setBusy] = useState(false);
  const [credentials, setCredentials] = useState<Record<string, string>>({});
  const files = incoming.length === 0 ? [] : (read.data ?? []);
  const good = files.filter((file): file is GoodFile => file.workflow !== undefined);

  const wanted = useWantedCredentials(good);

  async function accept(chosen: readonly GoodFile[], nodeId: string | null): Promise<void> {
    setBusy(true);
    try {
      await onAccept({ files: chosen, nodeId, credentials });
    } finally {
      setBusy(false);
    }
  }

  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent
        data-testid="import.dialog"
        className="top-[6vh] max-h-[88vh] w-[min(52rem,calc(100vw-2rem))]"
      >
        <DialogHeader>
          <DialogTitle>{t('title')}</DialogTitle>
          <DialogDescription>{t(incoming.length === 0 ? 'choose.text' : 'text')}</DialogDescription>
        </DialogHeader>
        {incoming.length === 0 ? (
          <ChooseFiles onIncoming={onIncoming} />
        ) : read.isPending ? (
          <Skeleton className="h-48 w-full" />
        ) : (
          <div className="flex min-h-0 flex-col gap-4">
            <ChooseCredentials wanted={wanted} chosen={credentials} onChosen={setCredentials} />
            {files.map((file, index) =>
              file.workflow === undefined ? (
                <p
                  key={index}
                  className="rounded-md bg-danger-soft px-3 py-2 text-[13px] text-danger"
                  role="alert"
                >
                  {t('unreadable', { file: file.file, reason: file.fault })}
                </p>
              ) : (
                <ImportedWorkflow
                  key={index}
                  file={file}
                  isOnly={good.length === 1}
                  onShow={(nodeId) => void accept([file], nodeId)}
                />
              ),
            )}
          </div>
        )}
        <DialogFooter>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button
            variant="primary"
            data-testid="import.create"
            disabled={good.length === 0 || isBusy}
            onClick={() => void accept(good, null)}
          >
            {t(inserts ? 'insert' : 'create', { count: good.length })}
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
