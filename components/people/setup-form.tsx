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
import { signInWithPassword } from './sign-in';
import { NewPasswordField } from './new-password-field';

/** The first account of an installation, made with the one-time link. */
export function SetupForm() {
  const t = useTranslations('people.setup');
  const trpc = useTRPC();
  const router = useRouter();
  const token = useSearchParams().get('token');
  const status = useQuery(trpc.setup.status.queryOptions());
  const complete = useMutation(trpc.setup.complete.mutationOptions());

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name));
    const { tenantSlug } = await complete.mutateAsync({
      token: token ?? '',
      name: text('name'),
      email: text('email'),
      password: text('password'),
      tenantName: text('tenantName'),
    });
    await signInWithPassword(text('email'), text('password'));
    router.replace(`/t/${tenantSlug}`);
    router.refresh();
  }

  if (status.data?.needed === false) {
    return (
      <AuthCard title={t('title')} text={t('done')}>
        <Button asChild variant="primary">
          <Link href="/sign-in">{t('toSignIn')}</Link>
        </Button>
      </AuthCard>
    );
  }
  if (!token)
    return (
      <AuthCard title={t('title')} text={t('noToken')}>
        <p className="text-[13px] text-muted">
          {t('haveAccount')}{' '}
          <Link href="/sign-in" className="font-medium text-accent hover:underline">
            {t('toSignIn')}
          </Link>
        </p>
      </AuthCard>
    );
  return (
    <AuthCard title={t('title')} text={t('text')}>
      <form onSubmit={(event) => void submit(event).catch(() => undefined)} className="flex flex-col gap-4">
        <FormField label={t('name')}>
          {(ids) => <Input {...ids} name="name" autoComplete="name" required maxLength={120} autoFocus />}
        </FormField>
        <FormField label={t('email')}>
          {(ids) => <Input {...ids} name="email" type="email" autoComplete="username" required />}
        </FormField>
        <NewPasswordField label={t('password')} help={t('passwordHelp')} />
        <FormField label={t('tenantName')} help={t('tenantHelp')}>
          {(ids) => <Input {...ids} name="tenantName" autoComplete="organization" required maxLength={120} />}
        </FormField>
        <FormError>{complete.error?.message}</FormError>
        <Button type="submit" variant="primary" size="lg" disabled={complete.isPending}>
          {t('submit')}
        </Button>
      </form>
    </AuthCard>
  );
}
