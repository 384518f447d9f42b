/**
 * What a workflow keeps from run to run: values under names, in scopes. A step's changes are part of its result: they
 * count when it has succeeded, at once and for good, or not at all. A run sees its own; those of a test run end with it.
 */
import type { Json } from '@/core/items/item';

/** A change to what is kept. Rows without a value are `null`. */
export type MemoryChange =
  | { kind: 'set'; scope: string; key: string; value: Json }
  /** Adds names without a value; of those in the scope the newest `keep` stay. */
  | { kind: 'add'; scope: string; keys: readonly string[]; keep: number }
  /** Forgets everything in the scope. */
  | { kind: 'clear'; scope: string };

/** What the executors of a step may do with it. */
export interface WorkflowMemory {
  /** The values under those of the names that are kept, as this run sees them. */
  find(scope: string, keys: readonly string[]): Promise<ReadonlyMap<string, Json>>;
  /** Notes a change. It is made when the step has succeeded. Throws NodeFailure `memory.too-large`. */
  change(change: MemoryChange): void;
}

/** Characters of one value as JSON, at most. */
export const MEMORY_VALUE_LIMIT = 262_144;
/** Names that one scope keeps, at most. */
export const MEMORY_KEYS_LIMIT = 100_000;

/** What is found of the names after changes were made to what was found before. */
export function applyChanges(
  found: ReadonlyMap<string, Json>,
  changes: readonly MemoryChange[],
  asked: { scope: string; keys: readonly string[] },
): ReadonlyMap<string, Json> {
  const result = new Map(found);
  const wanted = new Set(asked.keys);
  for (const change of changes) {
    if (change.scope !== asked.scope) continue;
    if (change.kind === 'clear') result.clear();
    else if (change.kind === 'set') {
      if (wanted.has(change.key)) result.set(change.key, change.value);
    } else {
      for (const key of change.keys) if (wanted.has(key) && !result.has(key)) result.set(key, null);
    }
  }
  return result;
}
