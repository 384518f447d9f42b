'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { KeyRound } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { toast } from '@/components/ui/toast';
import { useTRPC } from '@/components/api/trpc-provider';
import { PageFrame } from '@/components/shell/page-frame';
import { QueryError } from '@/components/shell/query-error';
import { useTenant } from '@/components/shell/tenant-context';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Cell, DataTable, HeadCell, Row } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { RelativeTime } from '@/components/ui/relative-time';
import { Skeleton } from '@/components/ui/skeleton';
import { NewKeyDialog } from './new-key-dialog';

/** API keys: made once, listed without their secret, revoked at once. */
export function ApiKeysPage() {
  const t = useTranslations('people');
  const trpc = useTRPC();
  const tenant = useTenant();
  const queries = useQueryClient();
  const keys = useQuery(trpc.apiKey.list.queryOptions({ tenant: tenant.slug }));
  const [revoking, setRevoking] = useState<{ id: string; name: string } | null>(null);
  const refresh = () => queries.invalidateQueries(trpc.apiKey.list.pathFilter());
  const revoke = useMutation(
    trpc.apiKey.revoke.mutationOptions({
      onSuccess: () => toast.success(t('keys.revoked')),
      onError: (error) => toast.error(error.message),
      onSettled: refresh,
    }),
  );
  const mayWrite = tenant.may('api-key:write');
  const create = mayWrite ? <NewKeyDialog onCreated={() => void refresh()} /> : null;
  const items = keys.data?.items ?? [];
  return (
    <PageFrame title={t('keys.title')} text={t('keys.text')} actions={items.length > 0 ? create : null}>
      {keys.isError ? <QueryError error={keys.error} onRetry={() => void keys.refetch()} /> : null}
      {keys.isPending ? <Skeleton className="h-40 w-full" /> : null}
      {keys.data && items.length === 0 ? (
        <div className="rounded-lg border border-border bg-surface shadow-card">
          <EmptyState
            icon={<KeyRound />}
            title={t('keys.emptyTitle')}
            description={t('keys.emptyText')}
            actions={create}
          />
        </div>
      ) : null}
      {items.length > 0 ? (
        <DataTable>
          <thead>
            <tr>
              <HeadCell>{t('keys.name')}</HeadCell>
              <HeadCell>{t('keys.prefix')}</HeadCell>
              <HeadCell>{t('keys.role')}</HeadCell>
              <HeadCell>{t('keys.created')}</HeadCell>
              <HeadCell>{t('keys.lastUsed')}</HeadCell>
              <HeadCell>{t('keys.expires')}</HeadCell>
              <HeadCell aria-hidden />
            </tr>
          </thead>
          <tbody>
            {items.map((key) => (
              <Row key={key.id}>
                <Cell className="font-medium">{key.name}</Cell>
                <Cell className="font-mono text-xs">{key.prefix}…</Cell>
                <Cell>{t(`roles.${key.role}`)}</Cell>
                <Cell className="text-muted">
                  <RelativeTime iso={key.createdAt} />
                </Cell>
                <Cell className="text-muted">
                  {key.lastUsedAt ? <RelativeTime iso={key.lastUsedAt} /> : t('keys.never')}
                </Cell>
                <Cell className="text-muted">
                  {key.expiresAt ? new Date(key.expiresAt).toLocaleDateString() : t('keys.expiryNever')}
                </Cell>
                <Cell className="w-24 text-right">
                  {mayWrite ? (
                    <Button variant="ghost" onClick={() => setRevoking({ id: key.id, name: key.name })}>
                      {t('keys.revoke')}
                    </Button>
                  ) : null}
                </Cell>
              </Row>
            ))}
          </tbody>
        </DataTable>
      ) : null}
      <ConfirmDialog
        isOpen={revoking !== null}
        onOpenChange={(open) => (open ? undefined : setRevoking(null))}
        title={t('keys.revokeTitle', { name: revoking?.name ?? '' })}
        text={t('keys.revokeText')}
        confirm={t('keys.revoke')}
        onConfirm={() => revoking && revoke.mutate({ tenant: tenant.slug, id: revoking.id })}
      />
    </PageFrame>
  );
}
