'use client';
import { useState, type FormEvent } from 'react';
import { Repeat2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { FIRST_LIMIT } from '@/core/graph/new-edge';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { FormField } from '@/components/ui/form-field';
import { Input } from '@/components/ui/input';
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover';
import { useDocument, useEditor } from '@/components/editor/editor-context';
import { readLimit } from './read-limit';

const PILL =
  'flex items-center gap-1 rounded-full border bg-surface-raised px-1.5 text-[10.5px] leading-4 font-medium tabular-nums';

function LimitForm({ edgeId, limit, onDone }: { edgeId: string; limit: number | null; onDone(): void }) {
  const t = useTranslations('editor.edge');
  const editor = useEditor();
  const [text, setText] = useState(String(limit ?? FIRST_LIMIT));
  const value = readLimit(text);
  const set = (maxIterations: number | null) => {
    editor.endGesture();
    editor.apply({ kind: 'set-max-iterations', edgeId, maxIterations });
    onDone();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (value !== null) set(value);
  };
  return (
    <form onSubmit={submit} className="space-y-3">
      <FormField label={t('limitLabel')} help={t('limitHelp')}>
        {(ids) => (
          <Input
            {...ids}
            type="number"
            min={1}
            max={1_000_000}
            step={1}
            value={text}
            aria-invalid={value === null || undefined}
            data-testid="canvas.limit.value"
            className="w-32"
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </FormField>
      <div className="flex justify-end gap-2">
        {limit === null ? null : (
          <Button type="button" data-testid="canvas.limit.remove" onClick={() => set(null)}>
            {t('limitRemove')}
          </Button>
        )}
        <Button type="submit" variant="primary" disabled={value === null} data-testid="canvas.limit.save">
          {t('limitSave')}
        </Button>
      </div>
    </form>
  );
}

/** How often an edge may lead back; a click changes it. `limit` is null where it leads back without one. */
export function EdgeLimit({ edgeId, limit }: { edgeId: string; limit: number | null }) {
  const t = useTranslations('editor.edge');
  const readOnly = useDocument((state) => state.readOnly);
  const [isOpen, setOpen] = useState(false);
  const look = cn(PILL, limit === null ? 'border-danger text-danger' : 'border-border text-muted');
  const text = limit === null ? t('noLimit') : t('limit', { count: limit });
  const label = (
    <>
      <Repeat2 aria-hidden className="size-3" />
      {text}
    </>
  );
  if (readOnly) return <span className={look}>{label}</span>;
  return (
    <Popover open={isOpen} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <button
          type="button"
          data-testid={`canvas.limit.${edgeId}`}
          aria-label={t('limitOpen', { limit: text })}
          className={cn(look, 'hover:border-accent hover:text-foreground')}
        >
          {label}
        </button>
      </PopoverTrigger>
      <PopoverContent aria-label={t('limitLabel')}>
        <LimitForm key={limit ?? 'none'} edgeId={edgeId} limit={limit} onDone={() => setOpen(false)} />
      </PopoverContent>
    </Popover>
  );
}
