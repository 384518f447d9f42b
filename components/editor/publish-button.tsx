'use client';
import { useState } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Rocket } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { toast } from '@/components/ui/toast';
import type { Problem } from '@/core/errors/problem';
import { workflowProblemSchema } from '@/core/contracts/problem-schema';
import type { WorkflowView } from '@/core/contracts/workflow-view';
import type { ProblemTexts } from '@/components/texts/problem-text';
import { isPublishable } from '@/core/graph/validate-graph';
import { problemOf, useTRPC } from '@/components/api/trpc-provider';
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
import { PublishChanges } from '@/components/versions/publish-changes';
import { ProblemList } from './problem-list';

function PublishForm({ workflow, onDone }: { workflow: WorkflowView; onDone(): void }) {
  const t = useTranslations('editor');
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { tenant, workflowId, texts } = useEditor();
  const ownProblems = useDocument((state) => state.problems);
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
  // The server also knows other workflows and credentials; what it found stays until the next try.
  const refused = problemsOf(publish.error, texts);
  const problems = refused.length > 0 ? refused : ownProblems;
  const canPublish = isPublishable(ownProblems) && saveState === 'saved';
  return (
    <>
      <PublishChanges workflow={workflow} />
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
      {publish.error && refused.length === 0 ? (
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

/** The problems that a refused publish came back with. */
function problemsOf(error: unknown, texts: ProblemTexts): Problem[] {
  const parsed = workflowProblemSchema.array().safeParse(problemOf(error)?.details['problems']);
  const problems = (parsed.data ?? []) as Problem[]; // a code that is not known here only has no other text
  return problems.map(texts.problem);
}

/** Makes the draft the version that triggers start. */
export function PublishButton({ workflow }: { workflow: WorkflowView }) {
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
          <PublishForm workflow={workflow} onDone={() => setOpen(false)} />
        </DialogContent>
      </Dialog>
    </>
  );
}
