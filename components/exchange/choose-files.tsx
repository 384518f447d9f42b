'use client';
import { FileUp, FolderUp } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import { Button } from '@/components/ui/button';
import { readIncoming, type Incoming } from './incoming';

/** Asks for files or a folder. */
export function ChooseFiles({ onIncoming }: { onIncoming(incoming: readonly Incoming[]): void }) {
  const t = useTranslations('import.choose');
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const take = (input: HTMLInputElement) => {
    const chosen = [...(input.files ?? [])];
    input.value = '';
    void readIncoming(chosen).then(onIncoming);
  };
  return (
    <div className="flex flex-col items-center gap-3 rounded-lg border border-dashed border-border p-8 text-center">
      <input
        ref={files}
        type="file"
        accept="application/json,.json,.yaml,.yml"
        multiple
        className="sr-only"
        tabIndex={-1}
        aria-hidden
        data-testid="import.files"
        onChange={(event) => take(event.target)}
      />
      <input
        ref={(input) => {
          folder.current = input;
          input?.setAttribute('webkitdirectory', '');
        }}
        type="file"
        className="sr-only"
        tabIndex={-1}
        aria-hidden
        data-testid="import.folder"
        onChange={(event) => take(event.target)}
      />
      <p className="max-w-prose text-[13px] text-muted">{t('hint')}</p>
      <div className="flex gap-2">
        <Button variant="primary" onClick={() => files.current?.click()}>
          <FileUp />
          {t('files')}
        </Button>
        <Button onClick={() => folder.current?.click()}>
          <FolderUp />
          {t('folder')}
        </Button>
      </div>
    </div>
  );
}
