'use client';
import { useMemo, useSyncExternalStore } from 'react';
import { useTenant } from '@/components/shell/tenant-context';
import { parseSeen, storageKey, type FirstStep, type SeenSteps } from './first-steps-state';

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  // Another tab may have put the list away.
  window.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', listener);
  };
}

// Storage may be switched off; then the list is simply there again next time.
function read(key: string): string {
  try {
    return window.localStorage.getItem(key) ?? '';
  } catch {
    return '';
  }
}

function keep(key: string, seen: SeenSteps): void {
  try {
    window.localStorage.setItem(key, JSON.stringify(seen));
  } catch {
    return;
  }
  for (const listener of listeners) listener();
}

/** What this person has seen and put away; null on the server, which cannot know. */
export function useSeenSteps(): {
  seen: SeenSteps | null;
  see(step: FirstStep): void;
  dismiss(): void;
} {
  const { slug, userId } = useTenant();
  const key = storageKey(slug, userId);
  const text = useSyncExternalStore(
    subscribe,
    () => read(key),
    () => null,
  );
  return useMemo(() => {
    const seen = text === null ? null : parseSeen(text);
    return {
      seen,
      see: (step) => {
        if (seen && !seen.seen.includes(step)) keep(key, { ...seen, seen: [...seen.seen, step] });
      },
      dismiss: () => keep(key, { dismissed: true, seen: seen?.seen ?? [] }),
    };
  }, [key, text]);
}
