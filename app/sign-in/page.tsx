import type { Metadata } from 'next';
import { Suspense } from 'react';
import { SignInForm } from '@/components/people/sign-in-form';

export const metadata: Metadata = { title: 'Sign in' };

export default function Page() {
  return (
    <Suspense>
      <SignInForm />
    </Suspense>
  );
}
