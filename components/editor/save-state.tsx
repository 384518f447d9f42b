'use client';
import { CloudOff, Cloud, Eye, LoaderCircle } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { cn } from '@/components/ui/cn';
import { Tooltip } from '@/components/ui/tooltip';
import { useDocument } from './editor-context';

const ICONS = {
  loading: LoaderCircle,
  saved: Cloud,
  saving: LoaderCircle,
  offline: CloudOff,
  'read-only': Eye,
} as const;

/** Whether what was drawn is safe. */
export function SaveStateBadge() {
  const t = useTranslations('editor.save');
  const state = useDocument((document) => document.saveState);
  const Icon = ICONS[state];
  return (
    <Tooltip content={t(`${state}Text`)}>
      <span
        tabIndex={0}
        role="status"
        data-testid="editor.save-state"
        data-state={state}
        className={cn(
          'inline-flex h-6 items-center gap-1.5 rounded-full px-2 text-xs font-medium text-muted',
          state === 'offline' && 'bg-warning-soft text-warning',
        )}
      >
        <Icon
          aria-hidden
          className={cn(
            'size-3.5',
            (state === 'saving' || state === 'loading') && 'motion-safe:animate-spin',
          )}
        />
        {t(state)}
      </span>
    </Tooltip>
  );
}
