'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import type { TemplateView } from '@/core/contracts/template';
import { useTRPC } from '@/components/api/trpc-provider';
import { useTenant } from '@/components/shell/tenant-context';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { toast } from '@/components/ui/toast';
import { GraphPictureView } from './graph-picture';

/** What a template does, how it looks, what it would reach, and the button that takes it. */
export function TemplateCard({ template }: { template: TemplateView }) {
  const t = useTranslations('home');
  const trpc = useTRPC();
  const tenant = useTenant();
  const router = useRouter();
  const queries = useQueryClient();
  const { slug, title, promise, category, reaches, sample, picture } = template;
  const install = useMutation(
    trpc.template.install.mutationOptions({
      onSuccess: ({ workflowId }) => {
        void queries.invalidateQueries(trpc.workflow.list.pathFilter());
        void queries.invalidateQueries(trpc.home.get.pathFilter());
        router.push(tenant.href(`/workflows/${workflowId}`));
      },
      onError: (error) => toast.error(error.message),
    }),
  );
  return (
    <li
      data-testid={`home.template.${slug}`}
      className="flex min-w-0 flex-col overflow-hidden rounded-lg border border-border bg-surface shadow-card"
    >
      <div className="h-28 border-b border-border bg-canvas px-4 py-3">
        <GraphPictureView picture={picture} label={t('templates.picture', { count: picture.nodes.length })} />
      </div>
      <div className="flex flex-1 flex-col gap-1.5 p-4">
        <div className="flex items-start justify-between gap-2">
          <h3 className="text-[13px] font-semibold">{title}</h3>
          <Badge>{t(`category.${category}`)}</Badge>
        </div>
        <p className="text-[13px] text-muted">{promise.join(' ')}</p>
        <p className="text-xs text-faint">{t('templates.sample', { sample })}</p>
        <div className="mt-auto flex items-center justify-between gap-3 pt-2">
          <span className="text-xs text-muted">
            {reaches.length === 0
              ? t('templates.reachesNothing')
              : t('templates.reaches', { names: reaches.join(', ') })}
          </span>
          {tenant.may('workflow:write') ? (
            <Button
              size="sm"
              data-testid={`home.template.${slug}.use`}
              aria-label={t('templates.useNamed', { title })}
              disabled={install.isPending || install.isSuccess}
              onClick={() => install.mutate({ tenant: tenant.slug, slug })}
            >
              {t('templates.use')}
            </Button>
          ) : null}
        </div>
      </div>
    </li>
  );
}
