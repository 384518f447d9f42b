'use client';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTRPC } from '@/components/api/trpc-provider';
import { useTenant } from '@/components/shell/tenant-context';
import { ChoiceFilter } from './choice-filter';

/** One workflow, or all of them; a chosen one that the list does not reach is looked up by itself. */
export function WorkflowChoice({
  value,
  testId,
  onChange,
}: {
  value: string | null;
  testId: string;
  onChange(workflowId: string | null): void;
}) {
  const t = useTranslations('lists');
  const trpc = useTRPC();
  const tenant = useTenant();
  const list = useQuery(trpc.workflow.list.queryOptions({ tenant: tenant.slug, limit: 100 }));
  const chosen = useQuery({
    ...trpc.workflow.get.queryOptions({ tenant: tenant.slug, id: value ?? '' }),
    enabled: value !== null && list.isSuccess && !list.data.items.some(({ id }) => id === value),
  });
  const items = [...(list.data?.items ?? []), ...(chosen.data ? [chosen.data] : [])];
  return (
    <ChoiceFilter
      label={t('filterWorkflow')}
      all={t('allWorkflows')}
      value={value}
      testId={testId}
      choices={items.map(({ id, name }) => ({ value: id, label: name }))}
      onChange={onChange}
    />
  );
}
