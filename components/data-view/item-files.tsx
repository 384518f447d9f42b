'use client';
import { useQuery } from '@tanstack/react-query';
import { File, FileText, Image as ImageIcon } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import { useState } from 'react';
import type { FilePreview } from '@/core/contracts/file-preview';
import type { VisibleFile } from '@/core/items/visible-files';
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover';
import { fileSize } from './file-size';

/** How the files of a pane are looked into; absent where they are of no run. */
export interface FileSource {
  /** Names the step and side for the cache. */
  key: string;
  load(file: { port: string; index: number; file: string }): Promise<FilePreview>;
}

/** Where an item stands whose files are shown. */
export interface FilePlace {
  source: FileSource | undefined;
  port: string;
  index: number;
}

function FileIcon({ mediaType }: { mediaType: string }) {
  const Icon = mediaType.startsWith('image/') ? ImageIcon : mediaType.startsWith('text/') ? FileText : File;
  return <Icon aria-hidden className="size-3 shrink-0 text-faint" />;
}

function useFileSize(): (bytes: number) => string {
  const format = useFormatter();
  return (bytes) => {
    const { value, unit } = fileSize(bytes);
    // The short form of bytes has no plural.
    const unitDisplay = unit === 'byte' ? 'long' : 'short';
    return format.number(value, { style: 'unit', unit, unitDisplay, maximumFractionDigits: 1 });
  };
}

function Preview({ name, place }: { name: string; place: FilePlace }) {
  const t = useTranslations('data');
  const { source, port, index } = place;
  const { data, isPending, isError } = useQuery({
    queryKey: ['file-preview', source?.key, port, index, name],
    queryFn: () => source?.load({ port, index, file: name }) ?? Promise.resolve(null),
    enabled: source !== undefined,
    staleTime: Infinity,
    retry: 1,
  });
  if (!source) return <p className="text-muted">{t('file.noRun')}</p>;
  if (isPending) return <p className="text-muted">{t('file.loading')}</p>;
  if (isError || !data) return <p className="text-muted">{t('file.failed')}</p>;
  const { preview } = data;
  if (preview.kind === 'none') return <p className="text-muted">{t(`file.none.${preview.reason}`)}</p>;
  if (preview.kind === 'image') {
    // A data URL of a file of the run: there is nothing for the image optimiser to do.
    return (
      <img
        src={preview.url}
        alt={t('file.picture', { name: data.name })}
        className="max-h-72 max-w-full rounded"
      />
    );
  }
  return (
    <>
      <pre
        tabIndex={0}
        aria-label={t('file.text', { name: data.name })}
        className="max-h-72 overflow-auto font-mono text-[11.5px] leading-4 whitespace-pre-wrap"
      >
        {preview.text}
      </pre>
      {preview.truncated ? <p className="mt-1 text-[11.5px] text-faint">{t('file.truncated')}</p> : null}
    </>
  );
}

function FileChip({ name, file, place }: { name: string; file: VisibleFile; place: FilePlace }) {
  const t = useTranslations('data');
  const size = useFileSize();
  const [open, setOpen] = useState(false);
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger
        data-testid={`file.${name}`}
        aria-label={t('file.open', { name: file.name, type: file.mediaType, size: size(file.size) })}
        className="inline-flex min-h-6 max-w-56 items-center gap-1 rounded border border-border bg-surface px-1.5 text-[11.5px] hover:bg-surface-sunken"
      >
        <FileIcon mediaType={file.mediaType} />
        <span className="truncate">{file.name}</span>
        <span className="shrink-0 text-faint">{size(file.size)}</span>
      </PopoverTrigger>
      <PopoverContent className="w-96 text-xs">
        <p className="truncate font-medium">{file.name}</p>
        <p className="mb-2 text-[11.5px] text-muted">
          {t('file.facts', { field: name, type: file.mediaType, size: size(file.size) })}
        </p>
        {open ? <Preview name={name} place={place} /> : null}
      </PopoverContent>
    </Popover>
  );
}

/** The files of an item: name and size, and what is in them on demand. */
export function ItemFiles({
  files,
  place,
}: {
  files: Readonly<Record<string, VisibleFile>>;
  place: FilePlace;
}) {
  return (
    <span className="flex flex-wrap gap-1">
      {Object.entries(files).map(([name, file]) => (
        <FileChip key={name} name={name} file={file} place={place} />
      ))}
    </span>
  );
}
