/** What a person adds, and after what: kept in the browser, so that the palette offers it first. */
import type { KeyValueStorage } from '@/components/editor/panels-store';

export interface PaletteMemory {
  /** Node types, last used first. */
  recent: readonly string[];
  /** `<type before> <type>` → how often. */
  pairs: Readonly<Record<string, number>>;
}

const KEY = 'heddle.palette';
const RECENT = 12;
const PAIRS = 200;

export const EMPTY_MEMORY: PaletteMemory = { recent: [], pairs: {} };

/** Reads what was kept; anything unreadable counts as nothing. */
export function parsePaletteMemory(text: string | null): PaletteMemory {
  let stored: unknown;
  try {
    stored = text === null ? null : JSON.parse(text);
  } catch {
    return EMPTY_MEMORY;
  }
  if (typeof stored !== 'object' || stored === null) return EMPTY_MEMORY;
  const recent: unknown = Reflect.get(stored, 'recent');
  const pairs: unknown = Reflect.get(stored, 'pairs');
  return {
    recent: Array.isArray(recent) ? recent.filter((type) => typeof type === 'string').slice(0, RECENT) : [],
    pairs:
      typeof pairs === 'object' && pairs !== null
        ? Object.fromEntries(Object.entries(pairs).filter(([, count]) => Number.isSafeInteger(count)))
        : {},
  };
}

/** What is known after a node of `type` was added behind one of `after`. */
export function rememberUse(memory: PaletteMemory, type: string, after: string | null): PaletteMemory {
  const recent = [type, ...memory.recent.filter((other) => other !== type)].slice(0, RECENT);
  if (after === null) return { ...memory, recent };
  const pair = `${after} ${type}`;
  const pairs = { ...memory.pairs, [pair]: (memory.pairs[pair] ?? 0) + 1 };
  const kept = Object.entries(pairs).sort(([, a], [, b]) => b - a);
  return { recent, pairs: Object.fromEntries(kept.slice(0, PAIRS)) };
}

/** What this browser knows. */
export function readPaletteMemory(storage: KeyValueStorage | null): PaletteMemory {
  return parsePaletteMemory(storage?.getItem(KEY) ?? null);
}

/** Keeps it for the next visit. */
export function writePaletteMemory(storage: KeyValueStorage | null, memory: PaletteMemory): void {
  storage?.setItem(KEY, JSON.stringify(memory));
}
