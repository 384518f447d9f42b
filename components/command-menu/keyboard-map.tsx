'use client';
import { useTranslations } from 'next-intl';
import { isMacPlatform, shortcutKeys } from '@/components/editor/shortcut';
import { SHORTCUT_GROUPS, SHORTCUTS, shortcutsOf, type ShortcutId } from '@/components/editor/shortcut-table';
import { Dialog, DialogContent, DialogDescription, DialogHeader, DialogTitle } from '@/components/ui/dialog';
import { useCommandMenuStore } from './command-menu-store';

function Keys({ shortcut }: { shortcut: string }) {
  return (
    <span className="inline-flex gap-0.5">
      {shortcutKeys(shortcut, isMacPlatform(navigator.platform)).map((key) => (
        <kbd
          key={key}
          className="flex h-5 min-w-5 items-center justify-center rounded border border-border-strong bg-surface px-1 font-sans text-[11px] font-medium"
        >
          {key}
        </kbd>
      ))}
    </span>
  );
}

function Row({ id }: { id: ShortcutId }) {
  const t = useTranslations('editor');
  return (
    <div className="flex items-center justify-between gap-3 py-1">
      <dt className="text-[13px]">{t(`commands.${id}`)}</dt>
      <dd className="flex shrink-0 flex-wrap justify-end gap-2">
        {SHORTCUTS[id].keys.map((shortcut) => (
          <Keys key={shortcut} shortcut={shortcut} />
        ))}
      </dd>
    </div>
  );
}

/** Every shortcut, from the table that the shortcuts themselves are read from. */
export function KeyboardMap() {
  const t = useTranslations('editor.keyboard');
  const { isMapOpen, showMap } = useCommandMenuStore();
  return (
    <Dialog open={isMapOpen} onOpenChange={showMap}>
      <DialogContent
        data-testid="keyboard.map"
        className="top-[8vh] max-h-[84vh] w-[min(58rem,calc(100vw-2rem))]"
      >
        <DialogHeader>
          <DialogTitle>{t('title')}</DialogTitle>
          <DialogDescription>{t('description')}</DialogDescription>
        </DialogHeader>
        <div className="columns-1 gap-8 sm:columns-2">
          {SHORTCUT_GROUPS.map((group) => (
            <section key={group} className="mb-4 break-inside-avoid">
              <h3 className="mb-1 text-[11px] font-medium text-muted">{t(`groups.${group}`)}</h3>
              <dl className="divide-y divide-border">
                {shortcutsOf(group).map((id) => (
                  <Row key={id} id={id} />
                ))}
              </dl>
            </section>
          ))}
        </div>
      </DialogContent>
    </Dialog>
  );
}
