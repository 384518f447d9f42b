'use client';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { PageFrame } from '@/components/shell/page-frame';
import { QueryError } from '@/components/shell/query-error';
import { Button } from '@/components/ui/button';
import { Skeleton } from '@/components/ui/skeleton';
import { readApiDocument, type ApiDocument } from './api-document';
import { CallDetail } from './call-detail';
import { CallList } from './call-list';
import { KeyBox } from './key-box';

const DOCUMENT = '/api/v1/openapi.json';

async function loadDocument(): Promise<ApiDocument> {
  // The page's own origin; the document wants no key.
  const response = await window.fetch(DOCUMENT, { credentials: 'omit' });
  return readApiDocument(await response.json());
}

/** The API as its own document tells it, with a form for each call. */
export function ApiExplorerPage() {
  const t = useTranslations('apiExplorer');
  const [apiKey, setApiKey] = useState('');
  const wanted = useSearchParams().get('call');
  const document = useQuery({ queryKey: ['api-document'], queryFn: loadDocument, staleTime: Infinity });
  const { data } = document;
  const call = data?.calls.find(({ operationId }) => operationId === wanted) ?? data?.calls[0];
  return (
    <PageFrame
      title={t('title')}
      text={t('text')}
      actions={
        <Button asChild>
          <a href={DOCUMENT} target="_blank" rel="noreferrer">
            {t('document')}
          </a>
        </Button>
      }
    >
      {document.isError ? (
        <QueryError error={document.error} onRetry={() => void document.refetch()} />
      ) : null}
      {document.isPending ? <Skeleton className="h-96 w-full" /> : null}
      {data && call ? (
        <>
          <KeyBox value={apiKey} onChange={setApiKey} />
          <div className="grid gap-6 md:grid-cols-[17rem_minmax(0,1fr)]">
            <CallList document={data} current={call.operationId} />
            <CallDetail call={call} document={data} apiKey={apiKey} />
          </div>
        </>
      ) : null}
    </PageFrame>
  );
}
