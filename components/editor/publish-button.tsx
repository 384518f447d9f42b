'use client';
import { useState } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Rocket } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { toast } from '@/components/ui/toast';
import { isPublishable } from '@/core/graph/validate-graph';
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
import { Textarea } from '@/components/ui/textarea';
import { useDocument, useEditor } from './editor-context';
import { ProblemList } from './problem-list';

function PublishForm({ onDone }: { onDone(): void }) {
  const t = useTranslations('editor');
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { tenant, workflowId } = useEditor();
  const problems = useDocument((state) => state.problems);
  const saveState = useDocument((state) => state.saveState);
  const [note, setNote] = useState('');
  const publish = useMutation(
    trpc.workflow.publish.mutationOptions({
      onSuccess: ({ version }) => {
        toast.success(t('publish.done', { version }));
        void queries.invalidateQueries({ queryKey: trpc.workflow.pathKey() });
        onDone();
      },
    }),
  );
  const canPublish = isPublishable(problems) && saveState === 'saved';
  return (
    <>
      {problems.length > 0 ? (
        <div className="max-h-60 overflow-y-auto rounded-lg border border-border">
          <ProblemList problems={problems} onJump={onDone} />
        </div>
      ) : null}
      {isPublishable(problems) ? null : <p className="text-[13px] text-danger">{t('publish.blocked')}</p>}
      <label className="text-xs font-medium">
        {t('publish.note')}
        <Textarea
          data-testid="publish.note"
          rows={2}
          maxLength={2000}
          className="mt-1"
          value={note}
          placeholder={t('publish.notePlaceholder')}
          onChange={(event) => setNote(event.target.value)}
        />
      </label>
      {publish.error ? (
        <p role="alert" className="rounded-md bg-danger-soft px-3 py-2 text-[13px] text-danger">
          {publish.error.message}
        </p>
      ) : null}
      <DialogFooter>
        <Button onClick={onDone}>{t('publish.cancel')}</Button>
        <Button
          variant="primary"
          data-testid="publish.confirm"
          disabled={!canPublish || publish.isPending}
          onClick={() =>
            publish.mutate({ tenant, id: workflowId, ...(note.trim() ? { note: note.trim() } : {}) })
          }
        >
          {t('publish.confirm')}
        </Button>
      </DialogFooter>
    </>
  );
}

/** Makes the draft the version that triggers start. */
export function PublishButton() {
  const t = useTranslations('editor');
  const { permissions } = useEditor();
  const isLoading = useDocument((state) => state.saveState === 'loading');
  const [isOpen, setOpen] = useState(false);
  if (!permissions.includes('workflow:publish')) return null;
  return (
    <>
      <Button
        variant="primary"
        data-testid="editor.publish"
        disabled={isLoading}
        onClick={() => setOpen(true)}
      >
        <Rocket /> {t('publish.button')}
      </Button>
      <Dialog open={isOpen} onOpenChange={setOpen}>
        <DialogContent>
          <DialogHeader>
            <DialogTitle>{t('publish.title')}</DialogTitle>
            <DialogDescription>{t('publish.description')}</DialogDescription>
          </DialogHeader>
          <PublishForm onDone={() => setOpen(false)} />
        </DialogContent>
      </Dialog>
    </>
  );
}
