import type { Metadata } from 'next';
import { ApiExplorerPage } from '@/components/api-explorer/api-explorer-page';

export const metadata: Metadata = { title: 'API' };

export default function Page() {
  return <ApiExplorerPage />;
}
