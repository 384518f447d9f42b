'use client';
import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';
import { Markdown } from '@/components/editor/markdown';
import type { ApiCall, ApiDocument } from './api-document';
import { MethodBadge } from './method-badge';
import { SchemaTree } from './schema-tree';
import { TryForm } from './try-form';

function Example({ value }: { value: unknown }) {
  const t = useTranslations('apiExplorer');
  return (
    <pre
      tabIndex={0}
      aria-label={t('example')}
      className="max-h-72 overflow-auto rounded-md border border-border bg-surface-sunken p-3 font-mono text-xs leading-5"
    >
      {JSON.stringify(value, null, 2)}
    </pre>
  );
}

const CARD = 'space-y-3 rounded-lg border border-border bg-surface p-4 shadow-card';

function Responses({ call, document }: { call: ApiCall; document: ApiDocument }) {
  const t = useTranslations('apiExplorer');
  return (
    <section className={CARD}>
      <h3 className="text-sm font-semibold">{t('responses')}</h3>
      <ul className="space-y-1">
        {call.responses.map(({ status, description }) => (
          <li key={status} className="flex items-baseline gap-2 text-[12.5px]">
            <Badge tone={status.startsWith('2') ? 'success' : 'neutral'} className="font-mono">
              {status}
            </Badge>
            <Markdown text={description} />
          </li>
        ))}
      </ul>
      {call.responses
        .filter(({ status, content }) => status.startsWith('2') && content !== null)
        .map(({ status, content }) => (
          <div key={status} className="grid gap-4 lg:grid-cols-2">
            <div>
              <h4 className="mb-1 text-xs font-semibold">{t('answerFields')}</h4>
              <SchemaTree schema={content?.schema ?? {}} schemas={document.schemas} />
            </div>
            {content?.example === undefined ? null : (
              <div className="min-w-0">
                <h4 className="mb-1 text-xs font-semibold">{t('example')}</h4>
                <Example value={content.example} />
              </div>
            )}
          </div>
        ))}
    </section>
  );
}

/** All about one call: what it does, what it takes, what it gives, and a form to try it. */
export function CallDetail({
  call,
  document,
  apiKey,
}: {
  call: ApiCall;
  document: ApiDocument;
  apiKey: string;
}) {
  const t = useTranslations('apiExplorer');
  return (
    <article className="min-w-0 space-y-4" data-testid="api.detail">
      <header>
        <div className="flex items-center gap-2">
          <MethodBadge method={call.method} />
          <h2 className="min-w-0 font-mono text-sm font-semibold break-all">/api/v1{call.path}</h2>
        </div>
        <div className="mt-1 text-[13px]">
          <Markdown text={`${call.summary}.\n\n${call.description}`} />
        </div>
      </header>
      <section className={CARD}>
        <h3 className="text-sm font-semibold">{t('tryTitle')}</h3>
        <TryForm key={call.operationId} call={call} schemas={document.schemas} apiKey={apiKey} />
      </section>
      {call.body ? (
        <section className={CARD}>
          <h3 className="text-sm font-semibold">{t('bodyFields')}</h3>
          <SchemaTree schema={call.body.schema ?? {}} schemas={document.schemas} />
        </section>
      ) : null}
      <Responses call={call} document={document} />
    </article>
  );
}
