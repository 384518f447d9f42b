import type { Metadata } from 'next';
import { Suspense } from 'react';
import { InviteForm } from '@/components/people/invite-form';

export const metadata: Metadata = { title: 'Invite' };

export default function Page() {
  return (
    <Suspense>
      <InviteForm />
    </Suspense>
  );
}
