'use client';
import { useEffect } from 'react';
import { Copy, Radio } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { toast } from '@/components/ui/toast';
import { Button } from '@/components/ui/button';
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover';

export interface ListeningNoteProps {
  listening: { nodeId: string; url: string; expiresAt: string };
  onStop(): void;
}

/** Shown while a webhook waits for its test call: where to send it, and how to stop waiting. */
export function ListeningNote({ listening, onStop }: ListeningNoteProps) {
  const t = useTranslations('editor');
  const { url, expiresAt } = listening;
  // Waiting ends by itself at the time the server named.
  useEffect(() => {
    const timer = window.setTimeout(onStop, Math.max(0, Date.parse(expiresAt) - Date.now()));
    return () => window.clearTimeout(timer);
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [expiresAt]);
  const copy = async () => {
    await navigator.clipboard.writeText(url);
    toast.success(t('data.copied'));
  };
  return (
    <Popover defaultOpen>
      <PopoverTrigger asChild>
        <Button data-testid="editor.run" className="border-status-waiting/50">
          <Radio className="text-status-waiting motion-safe:animate-pulse" /> {t('test.listening')}
        </Button>
      </PopoverTrigger>
      <PopoverContent align="end" className="w-96">
        <p className="text-[13px] font-medium">{t('test.listeningTitle')}</p>
        <p className="mt-0.5 text-xs text-muted">{t('test.listeningText')}</p>
        <div className="mt-2 flex items-center gap-1 rounded-md border border-border bg-surface-sunken py-1 pr-1 pl-2">
          <code data-testid="editor.test-url" className="min-w-0 flex-1 truncate font-mono text-xs">
            {url}
          </code>
          <Button variant="ghost" size="icon-sm" aria-label={t('test.copyUrl')} onClick={() => void copy()}>
            <Copy />
          </Button>
        </div>
        <div className="mt-3 flex justify-end">
          <Button size="sm" onClick={onStop}>
            {t('test.stop')}
          </Button>
        </div>
      </PopoverContent>
    </Popover>
  );
}
