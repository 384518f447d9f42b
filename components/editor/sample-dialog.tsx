'use client';
import { useState } from 'react';
import { useTranslations } from 'next-intl';
import type { RunInput } from '@/core/contracts/run-input';
import type { Graph } from '@/core/graph/graph';
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
import { parseTestInput, sampleInput, type TestTrigger } from './test-start';

export interface SampleDialogProps {
  trigger: TestTrigger;
  graph: Graph;
  onClose(): void;
  onRun(input: RunInput): void;
}

/** A test run with an input written by hand. */
export function SampleDialog({ trigger, graph, onClose, onRun }: SampleDialogProps) {
  const t = useTranslations('editor');
  const [text, setText] = useState(() => JSON.stringify(sampleInput(graph, trigger), null, 2));
  const parsed = parseTestInput(text);
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{t('test.sampleTitle', { name: trigger.node.name })}</DialogTitle>
          <DialogDescription>{t('test.sampleDescription')}</DialogDescription>
        </DialogHeader>
        <Textarea
          data-testid="editor.sample"
          aria-label={t('test.sampleLabel')}
          aria-invalid={!parsed.ok || undefined}
          rows={12}
          spellCheck={false}
          className="font-mono text-xs"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        {parsed.ok ? null : <p className="text-[13px] text-danger">{t(`test.${parsed.reason}`)}</p>}
        <DialogFooter>
          <Button onClick={onClose}>{t('test.cancel')}</Button>
          <Button
            variant="primary"
            data-testid="editor.sample.run"
            disabled={!parsed.ok}
            onClick={() => {
              if (!parsed.ok) return;
              onRun(parsed.input);
              onClose();
            }}
          >
            {t('test.start')}
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
