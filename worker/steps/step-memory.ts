/** `ctx.memory`: what the workflow keeps, as this run sees it, and the changes that a step makes to it. */
import type { Json } from '@/core/items/item';
import { NodeFailure } from '@/core/node-kit/node-failure';
import {
  applyChanges,
  MEMORY_KEYS_LIMIT,
  MEMORY_VALUE_LIMIT,
  type MemoryChange,
  type WorkflowMemory,
} from '@/core/node-kit/workflow-memory';

/** Reads what is kept, without the changes of runs that go on. */
export interface MemoryStore {
  find(
    place: { tenantId: string; workflowId: string; scope: string },
    keys: readonly string[],
  ): Promise<ReadonlyMap<string, Json>>;
}

/** What a try of a step asks and changes. */
export interface StepMemory extends WorkflowMemory {
  changes(): readonly MemoryChange[];
}

/** `earlier` are the changes that the run made before this step. */
export function createStepMemory(parts: {
  store: MemoryStore | undefined;
  place: { tenantId: string; workflowId: string };
  earlier: () => readonly MemoryChange[];
}): StepMemory {
  const own: MemoryChange[] = [];
  return {
    async find(scope, keys) {
      const changes = [...parts.earlier(), ...own];
      const isForgotten = changes.some((change) => change.kind === 'clear' && change.scope === scope);
      const kept =
        isForgotten || keys.length === 0 || !parts.store
          ? new Map<string, Json>()
          : await parts.store.find({ ...parts.place, scope }, keys);
      return applyChanges(kept, changes, { scope, keys });
    },
    change(change) {
      if (change.kind === 'set' && JSON.stringify(change.value).length > MEMORY_VALUE_LIMIT) {
        throw NodeFailure.final(
          'memory.too-large',
          `What the workflow keeps from run to run may have at most ${MEMORY_VALUE_LIMIT} characters. Remove what is old before you add to it.`,
          { outcome: 'not-done', details: { limit: MEMORY_VALUE_LIMIT } },
        );
      }
      own.push(
        change.kind === 'add' ? { ...change, keep: Math.min(change.keep, MEMORY_KEYS_LIMIT) } : change,
      );
    },
    changes: () => own,
  };
}
