'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import type { CredentialUsage, CredentialView } from '@/core/contracts/credentials';
import { useTRPC } from '@/components/api/trpc-provider';
import { useTenant } from '@/components/shell/tenant-context';
import { Button } from '@/components/ui/button';
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from '@/components/ui/dialog';
import { FormError } from '@/components/ui/form-error';
import { toast } from '@/components/ui/toast';

/** Says where a credential is used, and deletes it where no published workflow needs it. */
export function DeleteCredential({ credential, onClose }: { credential: CredentialView; onClose(): void }) {
  const t = useTranslations('credentials.usage');
  const tUi = useTranslations('ui');
  const trpc = useTRPC();
  const tenant = useTenant();
  const queries = useQueryClient();
  const { id, name } = credential;
  const input = { tenant: tenant.slug, id };
  const usage = useQuery(trpc.credential.usage.queryOptions(input, { staleTime: 0 }));
  const remove = useMutation(
    trpc.credential.delete.mutationOptions({
      onSuccess: () => {
        toast.success(t('deleted', { name }));
        onClose();
        return queries.invalidateQueries(trpc.credential.list.pathFilter());
      },
    }),
  );
  const workflows = usage.data?.workflows ?? [];
  const published = workflows.filter((workflow) => workflow.published.length > 0);
  const inTheWay = published.length > 0;
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent data-testid="credentials.delete">
        <DialogHeader>
          <DialogTitle>{t('title', { name })}</DialogTitle>
          <DialogDescription>
            {usage.isPending
              ? t('loading')
              : t(inTheWay ? 'published' : workflows.length > 0 ? 'drafts' : 'free')}
          </DialogDescription>
        </DialogHeader>
        <Workflows workflows={inTheWay ? published : workflows} />
        <FormError>{usage.error?.message ?? remove.error?.message}</FormError>
        <DialogFooter>
          <Button onClick={onClose}>{tUi('cancel')}</Button>
          <Button
            variant="danger"
            disabled={inTheWay || !usage.isSuccess || remove.isPending}
            onClick={() => remove.mutate(input)}
          >
            {t('confirm')}
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}

function Workflows({ workflows }: { workflows: CredentialUsage['workflows'] }) {
  const tenant = useTenant();
  if (workflows.length === 0) return null;
  return (
    <ul className="divide-y divide-border rounded-md border border-border">
      {workflows.map(({ id, name, draft, published }) => (
        <li key={id} className="flex flex-col px-3 py-1.5 text-[13px]">
          <Link href={tenant.href(`/workflows/${id}`)} className="min-h-6 text-accent hover:underline">
            {name}
          </Link>
          <span className="text-xs text-muted">{[...new Set([...published, ...draft])].join(', ')}</span>
        </li>
      ))}
    </ul>
  );
}
