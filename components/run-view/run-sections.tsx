'use client';
import { useState } from 'react';
import { useTranslations } from 'next-intl';
import { useSearchParams } from 'next/navigation';
import type { RunView } from '@/core/contracts/run-view';
import { RunLedger } from '@/components/ledger/run-ledger';
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs';
import { TimelineView } from './timeline-view';

const SECTIONS = ['steps', 'ledger'] as const;
type Section = (typeof SECTIONS)[number];

/** What the run did: its steps on a line of time, or what they did to the outside world. */
export function RunSections({ run }: { run: RunView }) {
  const t = useTranslations('ledger');
  const params = useSearchParams();
  const [section, setSection] = useState<Section>(params.get('view') === 'ledger' ? 'ledger' : 'steps');
  const receipts = run.steps.reduce((sum, step) => sum + (step.receipts?.length ?? 0), 0);
  return (
    <Tabs
      value={section}
      onValueChange={(value) => setSection(SECTIONS.find((known) => known === value) ?? 'steps')}
      className="flex min-h-0 flex-1 flex-col"
    >
      <TabsList aria-label={t('views')} className="shrink-0 px-2">
        <TabsTrigger value="steps" data-testid="run.section.steps">
          {t('stepsTab')}
        </TabsTrigger>
        <TabsTrigger value="ledger" data-testid="run.section.ledger">
          {t('runTab')}
          {receipts > 0 ? <span className="text-xs text-muted tabular-nums">{receipts}</span> : null}
        </TabsTrigger>
      </TabsList>
      <TabsContent value="steps" tabIndex={-1} className="flex min-h-0 flex-1 flex-col">
        <TimelineView run={run} />
      </TabsContent>
      <TabsContent value="ledger" tabIndex={-1} className="flex min-h-0 flex-1 flex-col">
        <RunLedger run={run} />
      </TabsContent>
    </Tabs>
  );
}
