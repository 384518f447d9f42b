'use client';
import { useMutation } from '@tanstack/react-query';
import { UserPlus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import type { Role } from '@/core/access/roles';
import { useTRPC } from '@/components/api/trpc-provider';
import { useTenant } from '@/components/shell/tenant-context';
import { Button } from '@/components/ui/button';
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogHeader,
  DialogTitle,
  DialogTrigger,
} from '@/components/ui/dialog';
import { FormError } from '@/components/ui/form-error';
import { FormField } from '@/components/ui/form-field';
import { FormFooter } from '@/components/ui/form-footer';
import { Input } from '@/components/ui/input';
import { SecretOnce } from '@/components/ui/secret-once';
import { RoleSelect } from './role-select';

/** Makes an invite link and shows it once. */
export function InviteDialog({ mayNameOwner, onInvited }: { mayNameOwner: boolean; onInvited: () => void }) {
  const t = useTranslations('people.members');
  const trpc = useTRPC();
  const tenant = useTenant();
  const [isOpen, setOpen] = useState(false);
  const [role, setRole] = useState<Role>('developer');
  const invite = useMutation(trpc.member.invite.mutationOptions({ onSuccess: onInvited }));

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    invite.mutate({
      tenant: tenant.slug,
      email: String(new FormData(event.currentTarget).get('email')),
      role,
    });
  }

  function change(open: boolean): void {
    setOpen(open);
    if (!open) invite.reset();
  }

  return (
    <Dialog open={isOpen} onOpenChange={change}>
      <DialogTrigger asChild>
        <Button variant="primary">
          <UserPlus />
          {t('invite')}
        </Button>
      </DialogTrigger>
      <DialogContent>
        {invite.data ? (
          <>
            <DialogHeader>
              <DialogTitle>{t('linkTitle')}</DialogTitle>
              <DialogDescription>
                {t('linkText', { date: new Date(invite.data.expiresAt).toLocaleDateString() })}
              </DialogDescription>
            </DialogHeader>
            <SecretOnce label={t('linkTitle')} value={`${tenant.publicUrl}${invite.data.url}`} />
          </>
        ) : (
          <form onSubmit={submit} className="flex flex-col gap-4">
            <DialogHeader>
              <DialogTitle>{t('inviteTitle')}</DialogTitle>
              <DialogDescription>{t('inviteText')}</DialogDescription>
            </DialogHeader>
            <FormField label={t('email')}>
              {(ids) => <Input {...ids} name="email" type="email" required autoFocus />}
            </FormField>
            <FormField label={t('role')}>
              {({ id }) => <RoleSelect id={id} value={role} onChange={setRole} mayNameOwner={mayNameOwner} />}
            </FormField>
            <FormError>{invite.error?.message}</FormError>
            <FormFooter submit={t('createLink')} isBusy={invite.isPending} onCancel={() => change(false)} />
          </form>
        )}
      </DialogContent>
    </Dialog>
  );
}
