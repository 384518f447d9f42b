'use client';
import { useMemo, useState } from 'react';
import { useFormatter, useTranslations } from 'next-intl';
import type { GraphNode } from '@/core/graph/graph';
import {
  MAX_PINNED_CHARACTERS,
  MAX_PINNED_ITEMS,
  parsePinned,
  pinnedText,
  type PinnedItems,
  type PinnedProblem,
} from '@/core/draft/pinned-data';
import { useEditor } from '@/components/editor/editor-context';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from '@/components/ui/dialog';
import { JsonText } from './json-text';

/** What is wrong with typed pinned data, in words. */
export function usePinnedProblemText(): (problem: PinnedProblem) => string {
  const t = useTranslations('data.pin');
  const format = useFormatter();
  return (problem) => {
    switch (problem.code) {
      case 'not-json':
        return problem.line === null ? t('not-json') : t('not-json-at', { line: problem.line });
      case 'too-many':
        return t('too-many', { count: format.number(problem.count), limit: format.number(problem.limit) });
      case 'too-large':
        return t('too-large', {
          size: format.number(Math.ceil(problem.size / 1000)),
          limit: format.number(problem.limit / 1000),
        });
      default:
        return t(problem.code);
    }
  };
}

export interface PinDialogProps {
  node: GraphNode;
  items: PinnedItems;
  onClose(): void;
}

/** Pinned data written by hand. */
export function PinDialog({ node, items, onClose }: PinDialogProps) {
  const t = useTranslations('data.pin');
  const editor = useEditor();
  const [text, setText] = useState(() => pinnedText(items));
  const [refusal, setRefusal] = useState<string | null>(null);
  const problemText = usePinnedProblemText();
  const parsed = useMemo(() => parsePinned(text), [text]);
  const save = () => {
    if (!parsed.ok) return;
    editor.endGesture();
    const outcome = editor.apply({ kind: 'pin-data', nodeId: node.id, items: parsed.items });
    editor.endGesture();
    if (outcome.done) onClose();
    else setRefusal(outcome.problem.message);
  };
  const problem = refusal ?? (parsed.ok ? null : problemText(parsed.problem));
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent className="top-[8vh] max-h-[84vh] w-[min(46rem,calc(100vw-2rem))]">
        <DialogHeader>
          <DialogTitle>{t('title', { name: node.name })}</DialogTitle>
          <DialogDescription>{t('description')}</DialogDescription>
        </DialogHeader>
        <JsonText
          value={text}
          label={t('label')}
          testId="pin.editor"
          className="h-[44vh]"
          autoFocus
          onChange={setText}
        />
        <p
          role="status"
          data-testid="pin.state"
          className={cn('text-xs', problem === null ? 'text-muted' : 'text-danger')}
        >
          {problem ??
            t('size', {
              count: parsed.ok ? parsed.items.length : 0,
              limit: MAX_PINNED_ITEMS,
              size: Math.ceil(text.length / 1000),
              most: MAX_PINNED_CHARACTERS / 1000,
            })}
        </p>
        <DialogFooter>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button variant="primary" data-testid="pin.save" disabled={!parsed.ok} onClick={save}>
            {t('save')}
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
