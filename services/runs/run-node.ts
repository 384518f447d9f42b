import type { TenantScope } from '@/core/access/tenant-scope';
import { redoneWith } from '@/core/engine/seed-facts';
import { startAt } from '@/core/engine/start-at';
import type { Plan, PlanNode } from '@/core/engine/types';
import { UserProblem } from '@/core/errors/app-error';
import type { Item } from '@/core/items/item';
import { findRunWithFacts } from '@/infra/db/run-store/read-runs';
import type { ServiceDeps } from '@/services/deps';
import { keepDraftGraph } from './draft-graph';
import { dataMissing, demandReached } from './missing-data';
import { triggerPort } from './new-run';
import { listRecentRunIds } from './read-run-change';
import { loadRun, planOf, type LoadedRun } from './run-projection';
import { planSeeds, type Seeds, type StartFact } from './seed-run';
import { startOf } from './start-of';
import { startSeeded, startableOf } from './start-seeded';

export interface RunNodeInput {
  workflowId: string;
  /** Run this node and nothing behind it. */
  only?: string | undefined;
  /** Run this node and everything behind it. */
  from?: string | undefined;
  /** The run whose data is used; by default the last one that knows enough. */
  dataFrom?: string | undefined;
  trigger?: string | undefined;
  /** What the trigger gives, instead of what it gave. */
  items: Item[] | null;
}

/** Runs looked at for data, newest first. */
const RUNS_LOOKED_AT = 10;

/**
 * Runs one node of the draft, or the draft from one node on, with the data of an earlier run or pinned data.
 * @throws UserProblem `workflow.not-found`, `workflow.has-problems`, `node.not-found`, `run.not-found`,
 * `run.data-missing`, `run.step-not-reached`.
 */
export async function runNode(
  deps: ServiceDeps,
  scope: TenantScope,
  input: RunNodeInput,
): Promise<{ id: string }> {
  const nodeId = input.only ?? input.from ?? '';
  const startable = await startableOf(deps, scope, input.workflowId);
  const { graphHash } = await keepDraftGraph(deps, scope, startable.draftGraph);
  const { plan } = await planOf(deps, scope.tenantId, graphHash);
  const chosen = plan.nodes.get(nodeId);
  if (!chosen) throw UserProblem.notFound('node');
  const id = deps.ids.uuid7();
  const at = { plan, chosen, id, now: deps.clock.now(), input };
  const found = await findSeeds(deps, scope, at);
  return startSeeded(deps, scope, {
    ...{ id, startable, plan, graphHash, version: null, how: 'node' },
    started: found.started,
    facts: found.seeds.facts,
    parentRunId: found.origin?.run.id ?? null,
  });
}

interface Attempt {
  plan: Plan;
  chosen: PlanNode;
  id: string;
  now: number;
  input: RunNodeInput;
}

interface Found {
  started: StartFact;
  seeds: Seeds;
  origin: LoadedRun | null;
}

/** The first run that knows enough; without one, what is pinned has to do. */
async function findSeeds(deps: ServiceDeps, scope: TenantScope, at: Attempt): Promise<Found> {
  const { dataFrom, workflowId } = at.input;
  if (dataFrom !== undefined) {
    const origin = await loadRun(deps, scope.tenantId, dataFrom);
    if (origin.run.workflowId !== workflowId) throw UserProblem.notFound('run');
    return seedsFrom(at, origin);
  }
  let problem: unknown;
  for (const id of await listRecentRunIds(deps, scope, { workflowId, limit: RUNS_LOOKED_AT })) {
    const known = await findRunWithFacts(deps.db.app, scope.tenantId, id);
    if (!known || known.facts.length === 0) continue;
    try {
      return seedsFrom(at, await loadRun(deps, scope.tenantId, id));
    } catch (error) {
      if (!(error instanceof UserProblem)) throw error;
      problem ??= error;
    }
  }
  try {
    return seedsFrom(at, null);
  } catch (error) {
    throw problem ?? error;
  }
}

function seedsFrom(at: Attempt, origin: LoadedRun | null): Found {
  const { plan, chosen, input } = at;
  const started = startFor(at, origin);
  const isRedone = redoneWith(plan, { nodeId: chosen.id, path: [] });
  const keep = (step: { nodeId: string; path: readonly string[] }) =>
    step.nodeId !== chosen.id && !isRedone(step);
  const seeds = planSeeds({ plan, started, origin, keep, keepReceipts: false, extra: [] });
  if (chosen.id !== started.trigger) {
    demandReached(plan, seeds.state, { nodeId: chosen.id, only: input.only !== undefined });
  }
  return { started, seeds, origin };
}

function startFor({ plan, chosen, id, now, input }: Attempt, origin: LoadedRun | null): StartFact {
  const until = input.only === undefined ? {} : { until: input.only };
  const rest = { kind: 'run-started' as const, at: now, seed: id, pinned: true as const, ...until };
  const began = origin ? startOf(origin.facts) : null;
  const trigger = began ? plan.nodes.get(began.trigger) : chooseTrigger(plan, chosen, input.trigger);
  if (!trigger?.definition.trigger) throw dataMissing(plan, trigger?.id ?? chosen.id);
  const port = triggerPort(trigger.definition);
  if (input.items) return { ...rest, trigger: trigger.id, outputs: portOf(port, input.items) };
  if (trigger.pinned) return { ...rest, trigger: trigger.id, outputs: portOf(port, trigger.pinned) };
  if (began) return { ...rest, trigger: trigger.id, outputs: began.outputs };
  const own = firstItems(trigger);
  if (!own) throw dataMissing(plan, trigger.id);
  return { ...rest, trigger: trigger.id, outputs: portOf(port, own) };
}

/** Pressing a button gives an empty item; what a request or a schedule would give is not known. */
function firstItems(trigger: PlanNode): Item[] | null {
  return trigger.definition.trigger === 'manual' ? [{ json: {} }] : null;
}

function portOf(port: string, items: Item[]): StartFact['outputs'] {
  return { [port]: { count: items.length, items } };
}

/** The named trigger, or the first that leads to the node: one with data or a manual one before others. */
function chooseTrigger(plan: Plan, chosen: PlanNode, wanted: string | undefined): PlanNode | undefined {
  if (wanted !== undefined) return plan.nodes.get(wanted);
  const leading = plan.ordered.filter(
    (node) =>
      node.definition.trigger !== undefined &&
      !node.settings.disabled &&
      (plan.starts.get(node.id) ?? startAt(plan, node.id)).reachable[chosen.order] === 1,
  );
  return (
    leading.find((node) => node.pinned) ??
    leading.find((node) => node.definition.trigger === 'manual') ??
    leading[0]
  );
}
