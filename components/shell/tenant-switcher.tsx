'use client';
import { useMutation } from '@tanstack/react-query';
import { Check, ChevronsUpDown, Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState, type FormEvent } from 'react';
import type { Role } from '@/core/access/roles';
import { useTRPC } from '@/components/api/trpc-provider';
import { cn } from '@/components/ui/cn';
import { Dialog, DialogContent, DialogDescription, DialogHeader, DialogTitle } from '@/components/ui/dialog';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu';
import { FormError } from '@/components/ui/form-error';
import { FormField } from '@/components/ui/form-field';
import { FormFooter } from '@/components/ui/form-footer';
import { Input } from '@/components/ui/input';
import { HeddleMark } from './heddle-mark';
import { useTenant } from './tenant-context';

export interface Membership {
  slug: string;
  name: string;
  role: Role;
}

/** The tenant of this tab; another one opens at its own address, so two tabs may hold two tenants. */
export function TenantSwitcher({
  memberships,
  isNarrow,
}: {
  memberships: readonly Membership[];
  isNarrow: boolean;
}) {
  const t = useTranslations('shell.tenant');
  const tenant = useTenant();
  const router = useRouter();
  const [isCreating, setCreating] = useState(false);
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger
          aria-label={t('switch')}
          className={cn(
            'flex h-10 items-center gap-2 rounded-md px-1.5 text-left hover:bg-surface-sunken',
            isNarrow && 'justify-center px-0',
          )}
        >
          <HeddleMark className="size-6 shrink-0" />
          {isNarrow ? null : (
            <>
              <span className="min-w-0 flex-1 truncate text-[13px] font-semibold">{tenant.name}</span>
              <ChevronsUpDown className="size-3.5 shrink-0 text-muted" aria-hidden />
            </>
          )}
        </DropdownMenuTrigger>
        <DropdownMenuContent align="start" className="w-60">
          {/* Many tenants scroll; making one stays in reach. */}
          <div className="max-h-[min(24rem,50vh)] overflow-y-auto">
            {memberships.map((membership) => (
              <DropdownMenuItem key={membership.slug} onSelect={() => router.push(`/t/${membership.slug}`)}>
                <span className="min-w-0 flex-1 truncate">{membership.name}</span>
                {membership.slug === tenant.slug ? <Check /> : null}
              </DropdownMenuItem>
            ))}
          </div>
          <DropdownMenuSeparator />
          <DropdownMenuItem onSelect={() => setCreating(true)}>
            <Plus />
            {t('create')}
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      <NewTenantDialog isOpen={isCreating} onOpenChange={setCreating} />
    </>
  );
}

function NewTenantDialog({
  isOpen,
  onOpenChange,
}: {
  isOpen: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const t = useTranslations('shell.tenant');
  const trpc = useTRPC();
  const create = useMutation(trpc.tenant.create.mutationOptions());

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const { slug } = await create.mutateAsync({
      name: String(new FormData(event.currentTarget).get('name')),
    });
    // A full load, so that everything cached belongs to the new tenant.
    window.location.assign(`/t/${slug}`);
  }

  return (
    <Dialog open={isOpen} onOpenChange={onOpenChange}>
      <DialogContent>
        <form onSubmit={(event) => void submit(event).catch(() => undefined)} className="flex flex-col gap-4">
          <DialogHeader>
            <DialogTitle>{t('newTitle')}</DialogTitle>
            <DialogDescription>{t('newText')}</DialogDescription>
          </DialogHeader>
          <FormField label={t('name')}>
            {(ids) => <Input {...ids} name="name" required maxLength={120} autoFocus />}
          </FormField>
          <FormError>{create.error?.message}</FormError>
          <FormFooter submit={t('submit')} isBusy={create.isPending} onCancel={() => onOpenChange(false)} />
        </form>
      </DialogContent>
    </Dialog>
  );
}
