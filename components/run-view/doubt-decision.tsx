'use client';
import { useTranslations } from 'next-intl';
import type { RunStepView } from '@/core/contracts/run-view';
import { Button } from '@/components/ui/button';
import { useEditor } from '@/components/editor/editor-context';
import { useRunActions } from './run-actions';

const DECISIONS = ['repeat', 'done', 'fail'] as const;

/** A write whose outcome nobody knows: what was meant to happen, and three ways on with what each of them does. */
export function DoubtDecision({ step }: { step: RunStepView }) {
  const t = useTranslations('editor.doubt');
  const { permissions } = useEditor();
  const { decide, isBusy } = useRunActions();
  const mayDecide = permissions.includes('run:decide');
  return (
    <div className="rounded-lg border border-status-in-doubt/40 bg-status-in-doubt/8 p-3 text-[13px]">
      <p className="font-medium">{t('title', { name: step.nodeName })}</p>
      <ul className="mt-1 list-inside list-disc text-xs text-muted">
        {(step.doubts ?? []).map((doubt) => (
          <li key={doubt.effect}>{doubt.summary}</li>
        ))}
      </ul>
      <div className="mt-2.5 grid gap-2 sm:grid-cols-3">
        {DECISIONS.map((decision) => (
          <div key={decision} className="flex flex-col gap-1">
            <Button
              size="sm"
              disabled={!mayDecide || isBusy}
              data-testid={`run.decide.${decision}.${step.nodeId}`}
              onClick={() => decide(step.key, decision)}
            >
              {t(decision)}
            </Button>
            <p className="text-[11.5px] leading-4 text-muted">{t(`${decision}Text`)}</p>
          </div>
        ))}
      </div>
      {mayDecide ? null : <p className="mt-2 text-xs text-muted">{t('mayNot')}</p>}
    </div>
  );
}
