'use client';
import { Workflow } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { WorkflowSummary } from '@/core/contracts/workflow-view';
import { useTenant } from '@/components/shell/tenant-context';
import { EmptyState } from '@/components/ui/empty-state';
import { RelativeTime } from '@/components/ui/relative-time';
import { WorkflowState } from '@/components/workflows/workflow-state';
import { CardList, CardRow, HomeSection } from './home-section';

/** The workflows that were changed last, each with its state. */
export function RecentWorkflows({ workflows }: { workflows: readonly WorkflowSummary[] }) {
  const t = useTranslations('home');
  const tenant = useTenant();
  return (
    <HomeSection title={t('workflows')} link={{ href: tenant.href('/workflows'), text: t('allWorkflows') }}>
      {workflows.length === 0 ? (
        <div className="rounded-lg border border-border bg-surface shadow-card">
          <EmptyState
            icon={<Workflow />}
            title={t('noWorkflows')}
            description={t('noWorkflowsText')}
            className="py-9"
          />
        </div>
      ) : (
        <CardList>
          {workflows.map((workflow) => (
            <CardRow
              key={workflow.id}
              href={tenant.href(`/workflows/${workflow.id}`)}
              name={workflow.name}
              testId={`home.recent.workflow.${workflow.id}`}
            >
              <span className="flex w-full items-center justify-between gap-2 text-xs text-muted">
                <WorkflowState workflow={workflow} />
                <RelativeTime iso={workflow.updatedAt} />
              </span>
            </CardRow>
          ))}
        </CardList>
      )}
    </HomeSection>
  );
}
