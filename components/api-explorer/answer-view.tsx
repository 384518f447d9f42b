'use client';
import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';
import type { ApiAnswer } from './send-call';

function toneOf(status: number): 'success' | 'warning' | 'danger' {
  if (status < 400) return 'success';
  return status < 500 ? 'warning' : 'danger';
}

/** What came back: status, time, headers, and the body with indents. */
export function AnswerView({ answer }: { answer: ApiAnswer }) {
  const t = useTranslations('apiExplorer');
  return (
    <section aria-label={t('answer')} aria-live="polite" data-testid="api.answer" className="space-y-2">
      <div className="flex items-center gap-2 text-[12.5px]">
        <Badge tone={toneOf(answer.status)} data-testid="api.answer.status">
          {answer.status}
        </Badge>
        <span className="text-muted tabular-nums">{t('took', { ms: answer.tookMs })}</span>
        {answer.isOpen ? <span className="text-muted">{t('streaming')}</span> : null}
      </div>
      {answer.text === '' ? (
        <p className="text-[12.5px] text-muted">{answer.isOpen ? null : t('empty')}</p>
      ) : (
        <pre
          tabIndex={0}
          aria-label={t('answer')}
          className="max-h-112 overflow-auto rounded-md border border-border bg-surface-sunken p-3 font-mono text-xs leading-5"
        >
          {answer.text}
        </pre>
      )}
      <details>
        <summary className="min-h-6 cursor-pointer py-1 text-xs font-medium">{t('headers')}</summary>
        <dl className="grid grid-cols-[max-content_1fr] gap-x-4 gap-y-0.5 font-mono text-[11.5px]">
          {answer.headers.map(([name, value]) => (
            <div key={name} className="contents">
              <dt className="text-muted">{name}</dt>
              <dd className="min-w-0 break-words">{value}</dd>
            </div>
          ))}
        </dl>
      </details>
    </section>
  );
}
