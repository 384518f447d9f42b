/** The commands a person used last, kept in the browser. */
import type { KeyValueStorage } from '@/components/editor/panels-store';

const KEY = 'heddle.commands';
const KEPT = 8;

/** Ids, last used first; anything unreadable counts as none. */
export function parseRecent(text: string | null): string[] {
  try {
    const stored: unknown = text === null ? [] : JSON.parse(text);
    return Array.isArray(stored) ? stored.filter((id) => typeof id === 'string').slice(0, KEPT) : [];
  } catch {
    return [];
  }
}

/** The list after a command was used. */
export function withRecent(recent: readonly string[], id: string): string[] {
  return [id, ...recent.filter((other) => other !== id)].slice(0, KEPT);
}

/** What this browser remembers. */
export function readRecent(storage: KeyValueStorage | null): string[] {
  return parseRecent(storage?.getItem(KEY) ?? null);
}

/** Remembers that a command was used. */
export function rememberCommand(storage: KeyValueStorage | null, id: string): void {
  storage?.setItem(KEY, JSON.stringify(withRecent(readRecent(storage), id)));
}
