'use client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { useRouter, useSearchParams } from 'next/navigation';
import type { FormEvent } from 'react';
import { useTRPC } from '@/components/api/trpc-provider';
import { AuthCard } from '@/components/shell/auth-card';
import { Button } from '@/components/ui/button';
import { FormError } from '@/components/ui/form-error';
import { FormField } from '@/components/ui/form-field';
import { Input } from '@/components/ui/input';
import { Skeleton } from '@/components/ui/skeleton';
import { signInWithPassword } from './sign-in';
import { NewPasswordField } from './new-password-field';

/** Joining a tenant by an invite link, with a new account or the one the person has. */
export function InviteForm() {
  const t = useTranslations('people');
  const trpc = useTRPC();
  const router = useRouter();
  const token = useSearchParams().get('token') ?? '';
  const invite = useQuery(trpc.invite.get.queryOptions({ token }, { retry: false }));
  const me = useQuery(trpc.session.me.queryOptions(undefined, { retry: false }));
  const accept = useMutation(trpc.invite.accept.mutationOptions());

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const isNew = form.has('password');
    const account = isNew ? { name: String(form.get('name')), password: String(form.get('password')) } : {};
    const { tenantSlug } = await accept.mutateAsync({ token, ...account });
    if (isNew && invite.data) await signInWithPassword(invite.data.email, String(form.get('password')));
    router.replace(`/t/${tenantSlug}`);
    router.refresh();
  }

  if (invite.isError) return <AuthCard title={t('invite.gone')}>{null}</AuthCard>;
  if (!invite.data || me.isPending) {
    return (
      <AuthCard title={<Skeleton className="h-6 w-48" />}>
        <Skeleton className="h-24 w-full" />
      </AuthCard>
    );
  }
  const { tenantName, email, role, hasAccount } = invite.data;
  const isMe = me.data?.user.email === email;
  const next = encodeURIComponent(`/invite?token=${token}`);
  return (
    <AuthCard
      title={t('invite.title', { tenant: tenantName })}
      text={t('invite.text', { role: t(`roles.${role}`), email })}
    >
      {hasAccount && !isMe ? (
        <div className="flex flex-col gap-3">
          <p className="text-[13px]">{t('invite.signInFirst')}</p>
          <Button asChild variant="primary">
            <Link href={`/sign-in?next=${next}`}>{t('signIn.submit')}</Link>
          </Button>
        </div>
      ) : (
        <form onSubmit={(event) => void submit(event).catch(() => undefined)} className="flex flex-col gap-4">
          {isMe ? null : (
            <>
              <FormField label={t('invite.name')}>
                {(ids) => <Input {...ids} name="name" autoComplete="name" required />}
              </FormField>
              <NewPasswordField label={t('invite.password')} help={t('setup.passwordHelp')} />
            </>
          )}
          <FormError>{accept.error?.message}</FormError>
          <Button type="submit" variant="primary" size="lg" disabled={accept.isPending}>
            {t('invite.submit')}
          </Button>
        </form>
      )}
    </AuthCard>
  );
}
