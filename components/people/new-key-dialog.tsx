'use client';
import { useMutation } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
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
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '@/components/ui/select';
import { RoleSelect } from './role-select';

const DAY_MS = 86_400_000;
const EXPIRIES = [30, 90, 365] as const;

/** Makes an API key and shows it once. */
export function NewKeyDialog({ onCreated }: { onCreated: () => void }) {
  const t = useTranslations('people.keys');
  const trpc = useTRPC();
  const tenant = useTenant();
  const [isOpen, setOpen] = useState(false);
  const [role, setRole] = useState<Role>('developer');
  const create = useMutation(trpc.apiKey.create.mutationOptions({ onSuccess: onCreated }));

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const days = Number(form.get('days'));
    create.mutate({
      tenant: tenant.slug,
      name: String(form.get('name')),
      role,
      ...(days > 0 ? { expiresAt: new Date(Date.now() + days * DAY_MS).toISOString() } : {}),
    });
  }

  function change(open: boolean): void {
    setOpen(open);
    if (!open) create.reset();
  }

  return (
    <Dialog open={isOpen} onOpenChange={change}>
      <DialogTrigger asChild>
        <Button variant="primary">
          <Plus />
          {t('create')}
        </Button>
      </DialogTrigger>
      <DialogContent>
        {create.data ? (
          <>
            <DialogHeader>
              <DialogTitle>{t('shownTitle')}</DialogTitle>
              <DialogDescription>{t('shownText')}</DialogDescription>
            </DialogHeader>
            <SecretOnce label={t('shownTitle')} value={create.data.key} />
          </>
        ) : (
          <form onSubmit={submit} className="flex flex-col gap-4">
            <DialogHeader>
              <DialogTitle>{t('createTitle')}</DialogTitle>
            </DialogHeader>
            <FormField label={t('name')}>
              {(ids) => (
                <Input
                  {...ids}
                  name="name"
                  required
                  maxLength={120}
                  placeholder={t('namePlaceholder')}
                  autoFocus
                />
              )}
            </FormField>
            <div className="flex gap-4">
              <FormField label={t('role')}>
                {({ id }) => (
                  <RoleSelect
                    id={id}
                    value={role}
                    onChange={setRole}
                    mayNameOwner={tenant.role === 'owner'}
                  />
                )}
              </FormField>
              <FormField label={t('expiry')}>
                {({ id }) => (
                  <Select name="days" defaultValue="90">
                    <SelectTrigger id={id} className="w-40">
                      <SelectValue />
                    </SelectTrigger>
                    <SelectContent>
                      {EXPIRIES.map((days) => (
                        <SelectItem key={days} value={String(days)}>
                          {t('expiryDays', { days })}
                        </SelectItem>
                      ))}
                      <SelectItem value="0">{t('expiryNever')}</SelectItem>
                    </SelectContent>
                  </Select>
                )}
              </FormField>
            </div>
            <FormError>{create.error?.message}</FormError>
            <FormFooter submit={t('submit')} isBusy={create.isPending} onCancel={() => change(false)} />
          </form>
        )}
      </DialogContent>
    </Dialog>
  );
}
