/** Ids and names that a graph allows, as close to the original's as can be. */
import { graphIdSchema } from '@/core/contracts/portable-workflow';
import { isReservedId } from '@/core/graph/check-structure';
import { toStorableText } from '@/core/graph/inspect-input';
import { uniqueName } from '@/core/node-kit/new-node';

const MAX_NAME = 120;

export interface Names {
  /** The id itself where it may be used and is free, else a fresh one. */
  id(wanted: unknown): string;
  /** The name itself where it may be used and is free, else one like it. */
  name(wanted: string, fallback: string): string;
}

/** Names of one graph; nothing is given twice. */
export function createNames(): Names {
  const ids = new Set<string>();
  const names = new Set<string>();
  let count = 0;
  return {
    id(wanted) {
      const parsed = graphIdSchema.safeParse(wanted);
      if (parsed.success && !isReservedId(parsed.data) && !ids.has(parsed.data)) {
        ids.add(parsed.data);
        return parsed.data;
      }
      do count += 1;
      while (ids.has(`n${count}`));
      ids.add(`n${count}`);
      return `n${count}`;
    },
    name(wanted, fallback) {
      const storable = toStorableText(wanted).slice(0, MAX_NAME);
      const base = storable.trim() === '' ? fallback.slice(0, MAX_NAME) || 'Node' : toStorableText(storable);
      const name = uniqueName(base, names);
      names.add(name);
      return name;
    },
  };
}
