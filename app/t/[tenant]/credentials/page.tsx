import type { Metadata } from 'next';
import { Suspense } from 'react';
import { CredentialsPage } from '@/components/credentials/credentials-page';

export const metadata: Metadata = { title: 'Credentials' };

export default function Page() {
  return (
    <Suspense>
      <CredentialsPage />
    </Suspense>
  );
}
