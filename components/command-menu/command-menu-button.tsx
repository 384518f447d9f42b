'use client';
import { Search } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { SHORTCUTS } from '@/components/editor/shortcut-table';
import { useShortcutText } from '@/components/editor/use-shortcut-text';
import { cn } from '@/components/ui/cn';
import { ShortcutHint } from '@/components/ui/shortcut-hint';
import { Tooltip } from '@/components/ui/tooltip';
import { useCommandMenuStore } from './command-menu-store';

/** Opens the command menu by mouse, and shows how to do it without. */
export function CommandMenuButton({ isNarrow }: { isNarrow: boolean }) {
  const t = useTranslations('commandMenu');
  const text = useShortcutText();
  const show = useCommandMenuStore((state) => state.show);
  const keys = text(SHORTCUTS['command-menu'].keys[0]);
  const button = (
    <button
      type="button"
      data-testid="command.open"
      aria-label={t('open')}
      className={cn(
        'mt-1 flex h-8 items-center gap-2 rounded-md border border-border px-2 text-[13px] text-muted hover:bg-surface-sunken hover:text-foreground',
        isNarrow && 'justify-center border-transparent px-0',
      )}
      onClick={() => show(true)}
    >
      <Search aria-hidden className="size-4 shrink-0" />
      {isNarrow ? null : (
        <>
          {t('short')}
          <ShortcutHint text={keys} />
        </>
      )}
    </button>
  );
  return isNarrow ? (
    <Tooltip content={`${t('open')} (${keys})`} side="right">
      {button}
    </Tooltip>
  ) : (
    button
  );
}
