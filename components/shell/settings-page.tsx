'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import type { FormEvent } from 'react';
import { toast } from '@/components/ui/toast';
import { z } from 'zod';
import { minScheduleSecondsSchema, retentionClassSchema } from '@/core/contracts/people';
import { useTRPC } from '@/components/api/trpc-provider';
import { Button } from '@/components/ui/button';
import { FormError } from '@/components/ui/form-error';
import { FormField } from '@/components/ui/form-field';
import { Input } from '@/components/ui/input';
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '@/components/ui/select';
import { Skeleton } from '@/components/ui/skeleton';
import { PageFrame } from './page-frame';
import { QueryError } from './query-error';
import { useTenant } from './tenant-context';

const CLASSES = [7, 30, 90, 365] as const;
const formSchema = z.object({
  name: z.string(),
  retentionClass: z.coerce.number().pipe(retentionClassSchema),
  minScheduleSeconds: z.coerce.number().pipe(minScheduleSecondsSchema),
});

/** Name of the tenant, how long its runs are kept, and how often its schedules may come due. */
export function SettingsPage() {
  const t = useTranslations('shell.settings');
  const ui = useTranslations('ui');
  const trpc = useTRPC();
  const { slug } = useTenant();
  const queries = useQueryClient();
  const tenant = useQuery(trpc.tenant.get.queryOptions({ tenant: slug }));
  const update = useMutation(
    trpc.tenant.update.mutationOptions({
      onSuccess: () => {
        toast.success(t('saved'));
        return queries.invalidateQueries(trpc.tenant.get.pathFilter());
      },
    }),
  );

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const values = formSchema.parse(Object.fromEntries(new FormData(event.currentTarget)));
    update.mutate({ tenant: slug, ...values });
  }

  return (
    <PageFrame title={t('title')} text={t('text')}>
      {tenant.isError ? <QueryError error={tenant.error} onRetry={() => void tenant.refetch()} /> : null}
      {tenant.isPending ? <Skeleton className="h-56 max-w-lg" /> : null}
      {tenant.data ? (
        <form
          onSubmit={submit}
          className="flex max-w-lg flex-col gap-4 rounded-lg border border-border bg-surface p-5 shadow-card"
        >
          <FormField label={t('name')}>
            {(ids) => <Input {...ids} name="name" defaultValue={tenant.data.name} required maxLength={120} />}
          </FormField>
          <FormField label={t('slug')} help={t('slugHelp')}>
            {(ids) => <Input {...ids} value={tenant.data.slug} readOnly className="font-mono text-muted" />}
          </FormField>
          <FormField label={t('retention')}>
            {({ id }) => (
              <Select name="retentionClass" defaultValue={String(tenant.data.retentionClass)}>
                <SelectTrigger id={id} className="w-44">
                  <SelectValue />
                </SelectTrigger>
                <SelectContent>
                  {CLASSES.map((days) => (
                    <SelectItem key={days} value={String(days)}>
                      {t('days', { days })}
                    </SelectItem>
                  ))}
                </SelectContent>
              </Select>
            )}
          </FormField>
          <FormField label={t('schedules')} help={t('schedulesHelp')}>
            {(ids) => (
              <Input
                {...ids}
                name="minScheduleSeconds"
                type="number"
                min={1}
                max={86_400}
                required
                defaultValue={tenant.data.minScheduleSeconds}
                className="w-44"
              />
            )}
          </FormField>
          <FormError>{update.error?.message}</FormError>
          <Button type="submit" variant="primary" disabled={update.isPending} className="self-start">
            {ui('save')}
          </Button>
        </form>
      ) : null}
    </PageFrame>
  );
}
