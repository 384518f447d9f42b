'use client';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { cn } from '@/components/ui/cn';
import { Input } from '@/components/ui/input';
import { searchCalls, type ApiDocument } from './api-document';
import { MethodBadge } from './method-badge';

/** All calls by tag; the words typed narrow them. */
export function CallList({ document, current }: { document: ApiDocument; current: string | null }) {
  const t = useTranslations('apiExplorer');
  const [text, setText] = useState('');
  const found = searchCalls(document.calls, text);
  return (
    <nav aria-label={t('calls')} className="flex min-h-0 flex-col gap-3">
      <Input
        type="search"
        value={text}
        aria-label={t('search')}
        placeholder={t('search')}
        data-testid="api.search"
        onChange={(event) => setText(event.target.value)}
      />
      {found.length === 0 ? <p className="text-[13px] text-muted">{t('noCall')}</p> : null}
      {document.tags.map((tag) => {
        const calls = found.filter((call) => call.tag === tag.name);
        if (calls.length === 0) return null;
        return (
          <section key={tag.name} aria-label={tag.name}>
            <h2 className="mb-1 text-xs font-semibold" title={tag.description}>
              {tag.name}
            </h2>
            <ul className="space-y-0.5">
              {calls.map((call) => {
                const isCurrent = call.operationId === current;
                return (
                  <li key={call.operationId}>
                    <Link
                      href={`?call=${call.operationId}`}
                      scroll={false}
                      aria-current={isCurrent ? 'true' : undefined}
                      data-testid={`api.call.${call.operationId}`}
                      title={call.summary}
                      className={cn(
                        'flex min-h-7 items-center gap-2 rounded-md px-1.5 py-0.5 hover:bg-surface-sunken',
                        isCurrent && 'bg-accent-soft hover:bg-accent-soft',
                      )}
                    >
                      <MethodBadge method={call.method} />
                      <span className="min-w-0 flex-1 truncate font-mono text-xs">{call.path}</span>
                    </Link>
                  </li>
                );
              })}
            </ul>
          </section>
        );
      })}
    </nav>
  );
}
