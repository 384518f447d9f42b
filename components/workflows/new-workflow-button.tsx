'use client';
import { useMutation } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { toast } from '@/components/ui/toast';
import { useTRPC } from '@/components/api/trpc-provider';
import { useTenant } from '@/components/shell/tenant-context';
import { Button } from '@/components/ui/button';

/** Makes an empty workflow and opens it. */
export function NewWorkflowButton() {
  const t = useTranslations('workflows');
  const trpc = useTRPC();
  const tenant = useTenant();
  const router = useRouter();
  const create = useMutation(
    trpc.workflow.create.mutationOptions({
      onSuccess: ({ id }) => router.push(tenant.href(`/workflows/${id}`)),
      onError: (error) => toast.error(error.message),
    }),
  );
  if (!tenant.may('workflow:write')) return null;
  return (
    <Button
      variant="primary"
      disabled={create.isPending}
      onClick={() => create.mutate({ tenant: tenant.slug, name: t('untitled') })}
    >
      <Plus />
      {t('new')}
    </Button>
  );
}
