'use client';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { cn } from '@/components/ui/cn';

export type WorkflowTab = 'editor' | 'runs' | 'ledger' | 'versions';

/** The views of one workflow: which one is open, and the ways to the others. */
export function WorkflowTabs({
  tenant,
  workflowId,
  current,
}: {
  tenant: string;
  workflowId: string;
  current: WorkflowTab;
}) {
  const t = useTranslations('workflows.tabs');
  const base = `/t/${tenant}`;
  const tabs: readonly (readonly [WorkflowTab, string])[] = [
    ['editor', `${base}/workflows/${workflowId}`],
    ['runs', `${base}/workflows/${workflowId}/runs`],
    ['ledger', `${base}/workflows/${workflowId}/ledger`],
    ['versions', `${base}/workflows/${workflowId}/versions`],
  ];
  return (
    <nav aria-label={t('label')} className="ml-2 flex items-center gap-0.5 text-[13px]">
      {tabs.map(([tab, href]) => (
        <Link
          key={tab}
          href={href}
          data-testid={`editor.${tab === 'editor' ? 'tab' : tab}`}
          aria-current={tab === current ? 'page' : undefined}
          className={cn(
            'inline-flex h-8 items-center rounded-md px-2.5 font-medium',
            tab === current ? 'bg-surface-sunken' : 'text-muted hover:text-foreground',
          )}
        >
          {t(tab)}
        </Link>
      ))}
    </nav>
  );
}
