'use client';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTRPC } from '@/components/api/trpc-provider';
import { QueryError } from '@/components/shell/query-error';
import { useTenant } from '@/components/shell/tenant-context';
import { Skeleton } from '@/components/ui/skeleton';
import { TEMPLATES_ANCHOR } from './first-steps';
import { TemplateCard } from './template-card';

const EXPECTED = 5;

/** The templates a workflow can be made of. */
export function TemplateGallery() {
  const t = useTranslations('home.templates');
  const trpc = useTRPC();
  const tenant = useTenant();
  // They are part of the product: what was loaded once stays right.
  const templates = useQuery(
    trpc.template.list.queryOptions({ tenant: tenant.slug }, { staleTime: Infinity }),
  );
  return (
    <section id={TEMPLATES_ANCHOR} aria-labelledby="home-templates" className="scroll-mt-4">
      <h2 id="home-templates" className="text-[13px] font-semibold">
        {t('title')}
      </h2>
      <p className="mt-0.5 mb-3 text-xs text-muted">{t('text')}</p>
      {templates.isError ? (
        <QueryError error={templates.error} onRetry={() => void templates.refetch()} />
      ) : (
        <ul className="grid grid-cols-1 gap-4 sm:grid-cols-2 lg:grid-cols-3">
          {templates.data
            ? templates.data.items.map((template) => <TemplateCard key={template.slug} template={template} />)
            : Array.from({ length: EXPECTED }, (_, index) => (
                <li key={index}>
                  <Skeleton className="h-64 w-full" />
                </li>
              ))}
        </ul>
      )}
    </section>
  );
}
