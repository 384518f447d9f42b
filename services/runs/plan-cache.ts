/**
 * Compiled plans by content hash. A graph never changes under its hash, so an entry is right for as long as it is kept;
 * concurrent requests for the same plan share one load.
 */
import { portableWorkflowSchema, type Graph } from '@/core/contracts/portable-workflow';
import { compilePlan } from '@/core/engine/compile-plan';
import type { Plan } from '@/core/engine/types';
import { Bug } from '@/core/errors/app-error';
import type { Catalog } from '@/core/node-kit/definition';

export interface CompiledGraph {
  graph: Graph;
  plan: Plan;
}

export interface PlanCache {
  get(tenantId: string, hash: string): Promise<CompiledGraph>;
}

/** Keeps the `capacity` plans used last. `load` gives the stored graph or undefined. */
export function createPlanCache(options: {
  catalog: Catalog;
  load: (tenantId: string, hash: string) => Promise<unknown>;
  capacity?: number;
}): PlanCache {
  const capacity = options.capacity ?? 500;
  const entries = new Map<string, Promise<CompiledGraph>>();

  async function compile(tenantId: string, hash: string): Promise<CompiledGraph> {
    const stored = await options.load(tenantId, hash);
    if (stored === undefined)
      throw new Bug('graph.missing', 'The graph of this run is gone.', { details: { hash } });
    const graph = portableWorkflowSchema.parse(stored);
    return { graph, plan: compilePlan(graph, options.catalog) };
  }

  return {
    get(tenantId, hash) {
      const key = `${tenantId}:${hash}`;
      const known = entries.get(key);
      if (known) {
        entries.delete(key);
        entries.set(key, known);
        return known;
      }
      const made = compile(tenantId, hash);
      entries.set(key, made);
      made.catch(() => entries.delete(key));
      if (entries.size > capacity) {
        const oldest = entries.keys().next().value;
        if (oldest !== undefined) entries.delete(oldest);
      }
      return made;
    },
  };
}
