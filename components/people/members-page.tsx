'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
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
import { RelativeTime } from '@/components/ui/relative-time';
import { Skeleton } from '@/components/ui/skeleton';
import { InviteDialog } from './invite-dialog';
import { RoleSelect } from './role-select';

/** Members, their roles, and open invites. */
export function MembersPage() {
  const t = useTranslations('people');
  const trpc = useTRPC();
  const tenant = useTenant();
  const queries = useQueryClient();
  const list = useQuery(trpc.member.list.queryOptions({ tenant: tenant.slug }));
  const [leaving, setLeaving] = useState<{ userId: string; name: string } | null>(null);
  const refresh = () => queries.invalidateQueries(trpc.member.list.pathFilter());
  const updateRole = useMutation(trpc.member.updateRole.mutationOptions({ onSettled: refresh }));
  const remove = useMutation(trpc.member.remove.mutationOptions({ onSettled: refresh }));
  const mayWrite = tenant.may('member:write');
  const isOwner = tenant.role === 'owner';
  return (
    <PageFrame
      title={t('members.title')}
      text={t('members.text')}
      actions={mayWrite ? <InviteDialog mayNameOwner={isOwner} onInvited={() => void refresh()} /> : null}
    >
      {list.isError ? <QueryError error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.isPending ? <Skeleton className="h-48 w-full" /> : null}
      {list.data ? (
        <DataTable>
          <thead>
            <tr>
              <HeadCell>{t('members.title')}</HeadCell>
              <HeadCell>{t('members.role')}</HeadCell>
              <HeadCell>{t('members.joined')}</HeadCell>
              <HeadCell aria-hidden />
            </tr>
          </thead>
          <tbody>
            {list.data.members.map((member) => (
              <Row key={member.userId}>
                <Cell>
                  <span className="block font-medium">
                    {member.name}
                    {member.userId === tenant.userId ? (
                      <span className="ml-1.5 text-muted">({t('members.you')})</span>
                    ) : null}
                  </span>
                  <span className="block text-xs text-muted">{member.email}</span>
                </Cell>
                <Cell className="w-48">
                  {mayWrite && (isOwner || member.role !== 'owner') ? (
                    <RoleSelect
                      value={member.role}
                      label={t('members.role')}
                      mayNameOwner={isOwner}
                      onChange={(role) =>
                        updateRole.mutate(
                          { tenant: tenant.slug, userId: member.userId, role },
                          {
                            onSuccess: () =>
                              toast.success(
                                t('members.roleChanged', { name: member.name, role: t(`roles.${role}`) }),
                              ),
                            onError: (error) => toast.error(error.message),
                          },
                        )
                      }
                    />
                  ) : (
                    t(`roles.${member.role}`)
                  )}
                </Cell>
                <Cell className="w-40 text-muted">
                  <RelativeTime iso={member.joinedAt} />
                </Cell>
                <Cell className="w-28 text-right">
                  {mayWrite && member.userId !== tenant.userId && (isOwner || member.role !== 'owner') ? (
                    <Button
                      variant="ghost"
                      onClick={() => setLeaving({ userId: member.userId, name: member.name })}
                    >
                      {t('members.remove')}
                    </Button>
                  ) : null}
                </Cell>
              </Row>
            ))}
          </tbody>
        </DataTable>
      ) : null}
      <OpenInvites invites={list.data?.invites ?? []} />
      <ConfirmDialog
        isOpen={leaving !== null}
        onOpenChange={(open) => (open ? undefined : setLeaving(null))}
        title={t('members.removeTitle', { name: leaving?.name ?? '' })}
        text={t('members.removeText')}
        confirm={t('members.remove')}
        onConfirm={() => {
          if (!leaving) return;
          const { userId, name } = leaving;
          remove.mutate(
            { tenant: tenant.slug, userId },
            {
              onSuccess: () => toast.success(t('members.removed', { name })),
              onError: (error) => toast.error(error.message),
            },
          );
        }}
      />
    </PageFrame>
  );
}

function OpenInvites({
  invites,
}: {
  invites: readonly {
    id: string;
    email: string;
    role: 'owner' | 'admin' | 'developer' | 'operator' | 'viewer';
    expiresAt: string;
  }[];
}) {
  const t = useTranslations('people');
  if (invites.length === 0) return null;
  return (
    <section className="mt-6">
      <h2 className="mb-2 text-[13px] font-semibold">{t('members.open')}</h2>
      <ul className="divide-y divide-border rounded-lg border border-border bg-surface shadow-card">
        {invites.map((invite) => (
          <li key={invite.id} className="flex items-center justify-between px-3 py-2.5 text-[13px]">
            <span>{invite.email}</span>
            <span className="text-muted">{t(`roles.${invite.role}`)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
