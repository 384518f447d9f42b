'use client';
import { useTranslations } from 'next-intl';
import { useRouter, useSearchParams } from 'next/navigation';
import { useState, type FormEvent } from 'react';
import { AuthCard } from '@/components/shell/auth-card';
import { Button } from '@/components/ui/button';
import { FormError } from '@/components/ui/form-error';
import { FormField } from '@/components/ui/form-field';
import { Input } from '@/components/ui/input';
import { safePath, signInWithPassword } from './sign-in';

/** E-mail and password; afterwards the page the person wanted. */
export function SignInForm() {
  const t = useTranslations('people.signIn');
  const router = useRouter();
  const wanted = safePath(useSearchParams().get('next'));
  const [fault, setFault] = useState<'wrong' | 'tooMany' | null>(null);
  const [isBusy, setBusy] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setFault(null);
    const outcome = await signInWithPassword(String(form.get('email')), String(form.get('password')));
    if (outcome === 'ok') {
      router.replace(wanted);
      router.refresh();
      return;
    }
    setFault(outcome);
    setBusy(false);
  }

  return (
    <AuthCard title={t('title')}>
      <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
        <FormField label={t('email')}>
          {(ids) => <Input {...ids} name="email" type="email" autoComplete="username" required autoFocus />}
        </FormField>
        <FormField label={t('password')}>
          {(ids) => (
            <Input {...ids} name="password" type="password" autoComplete="current-password" required />
          )}
        </FormField>
        <FormError>{fault ? t(fault) : null}</FormError>
        <Button type="submit" variant="primary" size="lg" disabled={isBusy}>
          {t('submit')}
        </Button>
      </form>
    </AuthCard>
  );
}
