'use client';
import { Check, Copy } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button';

/** The command that does the same, with a button that copies it. */
export function CurlBox({ command }: { command: string }) {
  const t = useTranslations('apiExplorer');
  const [copied, setCopied] = useState<string | null>(null);
  const isCopied = copied === command;
  return (
    <section aria-label={t('curl')} className="space-y-1.5">
      <div className="flex items-center justify-between gap-2">
        <h3 className="text-xs font-semibold">{t('curl')}</h3>
        <Button
          size="sm"
          data-testid="api.copyCurl"
          onClick={() => void navigator.clipboard.writeText(command).then(() => setCopied(command))}
        >
          {isCopied ? <Check /> : <Copy />}
          {isCopied ? t('copied') : t('copy')}
        </Button>
      </div>
      <pre
        tabIndex={0}
        aria-label={t('curl')}
        data-testid="api.curl"
        className="overflow-auto rounded-md border border-border bg-surface-sunken p-3 font-mono text-xs leading-5"
      >
        {command}
      </pre>
      <p className="text-[11.5px] text-muted">{t('curlHelp')}</p>
    </section>
  );
}
