'use client';
import { Check, Copy } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from './button';

/** A value that is shown once, with a button that copies it. */
export function SecretOnce({ value, label }: { value: string; label: string }) {
  const t = useTranslations('ui');
  const [isCopied, setCopied] = useState(false);
  return (
    <div className="flex items-center gap-2">
      <code
        aria-label={label}
        className="min-w-0 flex-1 overflow-x-auto rounded-md border border-border bg-surface-sunken px-2.5 py-1.5 font-mono text-xs whitespace-nowrap select-all"
      >
        {value}
      </code>
      <Button onClick={() => void navigator.clipboard.writeText(value).then(() => setCopied(true))}>
        {isCopied ? <Check /> : <Copy />}
        {isCopied ? t('copied') : t('copy')}
      </Button>
    </div>
  );
}
