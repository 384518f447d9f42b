'use client';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { useTranslations } from 'next-intl';
import type { DoubtView } from '@/core/contracts/inbox';
import { cn } from '@/components/ui/cn';
import { RelativeTime } from '@/components/ui/relative-time';
import { keyOfDoubt, movedBy, type DoubtKey } from './inbox-cursor';

export interface DoubtListProps {
  doubts: readonly DoubtView[];
  shown: DoubtView | undefined;
  chosen: ReadonlySet<DoubtKey>;
  onShow(doubt: DoubtView): void;
  onToggle(doubt: DoubtView): void;
  /** Enter: on to the choices. */
  onEnter(): void;
}

interface EntryProps extends Pick<DoubtListProps, 'onShow' | 'onToggle'> {
  doubt: DoubtView;
  isShown: boolean;
  isChosen: boolean;
}

function Entry({ doubt, isShown, isChosen, onShow, onToggle }: EntryProps) {
  const t = useTranslations('inbox');
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isShown) button.current?.scrollIntoView({ block: 'nearest' });
  }, [isShown]);
  return (
    <li className={cn('flex gap-1', isShown && 'bg-accent-soft/60 shadow-[inset_2px_0_0_var(--accent)]')}>
      <label className="flex w-9 shrink-0 items-start justify-center pt-3.5">
        <input
          type="checkbox"
          checked={isChosen}
          data-testid={`inbox.select.${doubt.runId}`}
          aria-label={t('select', { name: doubt.nodeName, workflow: doubt.workflowName })}
          className="size-4 accent-[var(--accent)]"
          onChange={() => onToggle(doubt)}
        />
      </label>
      <button
        ref={button}
        type="button"
        data-testid={`inbox.entry.${doubt.runId}`}
        aria-current={isShown ? 'true' : undefined}
        onClick={() => onShow(doubt)}
        className="min-w-0 flex-1 py-2.5 pr-3 text-left"
      >
        <span className="flex items-baseline gap-2">
          <span className="min-w-0 flex-1 truncate text-[13px] font-semibold">{doubt.nodeName}</span>
          <span className="text-[11px] text-muted">
            <RelativeTime iso={doubt.since} />
          </span>
        </span>
        <span className="block truncate text-xs text-muted">{doubt.workflowName}</span>
        <span className="mt-0.5 block truncate text-xs">{doubt.open[0]?.summary}</span>
      </button>
    </li>
  );
}

function hasModifier(event: Pick<KeyboardEvent, 'metaKey' | 'ctrlKey' | 'altKey'>): boolean {
  return event.metaKey || event.ctrlKey || event.altKey;
}

/** While nothing on the page has the focus, the list has the keys. */
function useKeysOfPage(act: (key: string) => boolean): void {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (event.target !== document.body || hasModifier(event)) return;
      if (latest.current(event.key)) event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

/** The decisions that wait; J and K move, X chooses, Enter goes to the choices. */
export function DoubtList({ doubts, shown, chosen, onShow, onToggle, onEnter }: DoubtListProps) {
  const t = useTranslations('inbox');
  const at = doubts.findIndex((doubt) => shown && keyOfDoubt(doubt) === keyOfDoubt(shown));
  const act = (key: string): boolean => {
    const to = movedBy(key, at, doubts.length);
    const next = to === null ? undefined : doubts[to];
    if (next) onShow(next);
    else if (key === 'x' && shown) onToggle(shown);
    else if (key === 'Enter' && shown) onEnter();
    else return false;
    return true;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // On the boxes and entries, Enter is their own.
    if (hasModifier(event) || (event.key === 'Enter' && event.target !== event.currentTarget)) return;
    if (act(event.key)) event.preventDefault();
  };
  useKeysOfPage(act);
  return (
    <div
      role="group"
      tabIndex={0}
      aria-label={t('list')}
      data-testid="inbox.list"
      onKeyDown={onKeyDown}
      className="max-h-[70vh] overflow-y-auto rounded-lg border border-border bg-surface shadow-card outline-none focus-visible:ring-2 focus-visible:ring-ring/50"
    >
      <ul className="divide-y divide-border">
        {doubts.map((doubt) => (
          <Entry
            key={keyOfDoubt(doubt)}
            doubt={doubt}
            isShown={shown !== undefined && keyOfDoubt(doubt) === keyOfDoubt(shown)}
            isChosen={chosen.has(keyOfDoubt(doubt))}
            onShow={onShow}
            onToggle={onToggle}
          />
        ))}
      </ul>
    </div>
  );
}
