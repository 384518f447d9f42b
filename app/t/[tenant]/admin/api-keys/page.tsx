import type { Metadata } from 'next';
import { ApiKeysPage } from '@/components/people/api-keys-page';

export const metadata: Metadata = { title: 'API keys' };

export default function Page() {
  return <ApiKeysPage />;
}
