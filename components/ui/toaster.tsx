'use client';
import { CircleAlert, CircleCheck, Info, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Toast } from 'radix-ui';
import { useStore } from 'zustand';
import { Button } from './button';
import { dismissToast, toastStore, type ToastEntry } from './toast';

const SHOWN_MS = 5000;
const LOOK = {
  success: { icon: CircleCheck, text: 'text-success' },
  error: { icon: CircleAlert, text: 'text-danger' },
  info: { icon: Info, text: 'text-info' },
} as const;

/** Where toasts appear: bottom right, read out by screen readers, reached with F8. */
export function Toaster() {
  const toasts = useStore(toastStore, (state) => state.toasts);
  return (
    <Toast.Provider swipeDirection="right">
      {toasts.map((entry) => (
        <ToastCard key={entry.id} entry={entry} />
      ))}
      <Toast.Viewport className="fixed right-4 bottom-4 z-[60] flex w-[min(22rem,calc(100vw-2rem))] flex-col gap-2 outline-none" />
    </Toast.Provider>
  );
}

function ToastCard({ entry }: { entry: ToastEntry }) {
  const t = useTranslations('ui');
  const { icon: Icon, text } = LOOK[entry.kind];
  return (
    <Toast.Root
      type={entry.kind === 'error' ? 'foreground' : 'background'}
      duration={entry.kind === 'error' ? Infinity : SHOWN_MS}
      onOpenChange={(open) => (open ? undefined : dismissToast(entry.id))}
      className="flex items-start gap-2.5 rounded-lg border border-border bg-surface-raised p-3 shadow-pop"
    >
      <Icon className={`mt-px size-4 shrink-0 ${text}`} aria-hidden />
      <div className="min-w-0 flex-1">
        <Toast.Title className="text-[13px] font-medium">{entry.title}</Toast.Title>
        {entry.description ? (
          <Toast.Description className="mt-0.5 text-xs break-words text-muted">
            {entry.description}
          </Toast.Description>
        ) : null}
      </div>
      {entry.action ? (
        <Toast.Action asChild altText={entry.action.label}>
          <Button size="sm" onClick={entry.action.onClick}>
            {entry.action.label}
          </Button>
        </Toast.Action>
      ) : null}
      <Toast.Close asChild>
        <Button variant="ghost" size="icon-sm" aria-label={t('close')}>
          <X />
        </Button>
      </Toast.Close>
    </Toast.Root>
  );
}
