import type { RunInput } from '@/core/contracts/run-input';
import type { Graph, GraphNode } from '@/core/contracts/portable-workflow';
import { demand, type TenantScope } from '@/core/access/tenant-scope';
import { UserProblem } from '@/core/errors/app-error';
import { parsePortableWorkflow } from '@/core/graph/parse-graph';
import type { Item, JsonObject } from '@/core/items/item';
import { sanitise } from '@/core/items/sanitise';
import type { Catalog } from '@/core/node-kit/definition';
import type { Gathering } from '@/infra/db/run-store/gather-run';
import { findGraph } from '@/infra/db/run-store/read-graph';
import { findStartable, type StartableWorkflow } from '@/infra/db/run-store/find-startable';
import { readAsTenant } from '@/infra/db/run-store/read-as-tenant';
import type { ServiceDeps } from '@/services/deps';
import { idempotencyConflict, keyedCall } from './answer-once';
import { hasProblems, keepDraftGraph } from './draft-graph';
import { buildNewRun, triggerPort } from './new-run';
import { runNode } from './run-node';

export interface StartRunInput {
  workflowId: string;
  version: 'draft' | 'published' | number;
  /** Node id of the trigger; by default the only one, or the manual one of several. */
  trigger?: string | undefined;
  /** What the trigger gives: one object or a list of items. */
  input?: RunInput | undefined;
  /** Wait until the run ended, for a minute at most. */
  wait?: boolean | undefined;
  /** Of the draft: run this node and nothing behind it, with the data of an earlier run. */
  only?: string | undefined;
  /** Of the draft: run from this node on, with the data of an earlier run. */
  from?: string | undefined;
  /** The run whose data is used then. */
  dataFrom?: string | undefined;
  /** Makes a repeat return the first run. */
  idempotencyKey?: string | undefined;
  /** Which of the tenant's runs begin first when not all can. Default: high when somebody waits or tests, else normal. */
  priority?: keyof typeof PRIORITIES | undefined;
  /** Calls with one key become one run with the last input. Not with `wait`. */
  debounce?: { key: string; seconds: number; longestSeconds?: number | undefined } | undefined;
}

/** `finished` is false when the run goes on: nobody waited, or the minute was over. */
export interface StartedRun {
  id: string;
  finished: boolean;
}

const PRIORITIES = { low: -1, normal: 0, high: 1 } as const;
/** How much longer than the quiet time a run waits at the longest, unless it is said. */
const LONGEST_TIMES = 30;
const WAIT_LIMIT_MS = 60_000;

/**
 * Starts a run; it is durable once this resolves.
 * @throws UserProblem `workflow.not-found`, `workflow.not-published`, `workflow.has-problems`, `run.no-trigger`,
 * `run.unknown-trigger`, `run.idempotency-conflict`; for one node also `run.data-missing`, `run.step-not-reached`.
 */
export async function startRun(
  deps: ServiceDeps,
  scope: TenantScope,
  input: StartRunInput,
): Promise<StartedRun> {
  demand(scope, 'run:start');
  if (input.version === 'draft') demand(scope, 'workflow:read');
  if (input.only !== undefined || input.from !== undefined) return startNode(deps, scope, input);
  const { startable, graph, graphHash } = await loadGraph(deps, scope, input);
  const trigger = chooseTrigger(graph, deps.catalog, input.trigger);
  const { items, changed } = cleanItems(triggerItems(graph, trigger.node, input.input));
  const id = deps.ids.uuid7();
  const run = await buildNewRun(deps, {
    id,
    tenantId: scope.tenantId,
    projectId: startable.projectId,
    workflowId: startable.workflowId,
    version: input.version === 'draft' ? null : startable.version,
    graphHash,
    retentionClass: startable.retentionClass,
    trigger: {
      nodeId: trigger.node.id,
      outputPort: trigger.port,
      kind: scope.actor.kind === 'api-key' ? 'api' : trigger.kind,
    },
    items,
    replyTo: input.wait ? deps.replies.webId : null,
    flags: changed ? ['input.sanitised'] : [],
    startedBy: `${scope.actor.kind}:${scope.actor.id}`,
    dedup: input.idempotencyKey === undefined ? null : dedupOf(input, input.idempotencyKey),
    limits: await deps.db.limits.of(scope.tenantId),
    ...priorityOf(input),
  });
  if (input.debounce) {
    const gathered = await deps.intake.gather(run, gatheringOf(input.workflowId, input.debounce));
    if (gathered.isConflict) throw idempotencyConflict(gathered.runId);
    return { id: gathered.runId, finished: false };
  }
  const reply = input.wait
    ? deps.replies.expect({ tenantId: scope.tenantId, runId: id, timeoutMs: WAIT_LIMIT_MS, until: 'end' })
    : null;
  try {
    const outcome = await deps.intake.start(run);
    if (outcome.kind === 'conflict') throw idempotencyConflict(outcome.runId);
    if (outcome.kind === 'repeated') return { id: outcome.runId, finished: false };
    return { id, finished: (await reply?.promise) != null };
  } finally {
    reply?.cancel();
  }
}

function priorityOf({ priority, wait }: StartRunInput): { priority?: -1 | 0 | 1 } {
  if (priority !== undefined) return { priority: PRIORITIES[priority] };
  return wait ? { priority: PRIORITIES.high } : {};
}

function gatheringOf(workflowId: string, debounce: NonNullable<StartRunInput['debounce']>): Gathering {
  const { key, seconds, longestSeconds = seconds * LONGEST_TIMES } = debounce;
  return {
    source: `api:${workflowId}`,
    key,
    quietMs: seconds * 1000,
    longestMs: Math.max(seconds, longestSeconds) * 1000,
  };
}

/** One node, or from one on: the draft with the data of an earlier run. */
async function startNode(deps: ServiceDeps, scope: TenantScope, input: StartRunInput): Promise<StartedRun> {
  if (input.version !== 'draft' || (input.only !== undefined && input.from !== undefined)) {
    throw new UserProblem(
      'run.draft-only',
      'Single nodes are run in the draft, and either one alone or from one on.',
      {
        status: 422,
      },
    );
  }
  const given = toItems(input.input);
  const { id } = await runNode(deps, scope, { ...input, items: given ? cleanItems(given).items : null });
  return { id, finished: false };
}

function dedupOf({ workflowId, version, trigger, input }: StartRunInput, key: string) {
  return keyedCall(`api:${workflowId}`, key, { version, trigger: trigger ?? null, input: input ?? null });
}

async function loadGraph(
  deps: ServiceDeps,
  scope: TenantScope,
  input: StartRunInput,
): Promise<{ startable: StartableWorkflow; graph: Graph; graphHash: string }> {
  const version = typeof input.version === 'number' ? input.version : null;
  const { startable, stored } = await readAsTenant(deps.db.app, scope.tenantId, async (client) => {
    const found = await findStartable(client, {
      tenantId: scope.tenantId,
      workflowId: input.workflowId,
      version,
    });
    if (!found) throw UserProblem.notFound('workflow');
    const needsStored = input.version !== 'draft' && found.graphHash !== null;
    return {
      startable: found,
      stored: needsStored ? await findGraph(client, scope.tenantId, found.graphHash ?? '') : found.draftGraph,
    };
  });
  if (input.version === 'draft') return { startable, ...(await keepDraftGraph(deps, scope, stored)) };
  if (startable.graphHash === null) {
    if (version !== null) throw UserProblem.notFound('version');
    throw UserProblem.conflict('workflow.not-published', 'Publish this workflow first, or start its draft.');
  }
  const parsed = parsePortableWorkflow(stored);
  if (!parsed.graph) throw hasProblems(parsed.problems);
  return { startable, graph: parsed.graph, graphHash: startable.graphHash };
}

function chooseTrigger(
  graph: Graph,
  catalog: Catalog,
  wanted: string | undefined,
): { node: GraphNode; port: string; kind: string } {
  const triggers = graph.nodes.flatMap((node) => {
    const definition = catalog.find(node.type, node.typeVersion);
    return definition?.trigger && !node.settings.disabled ? [{ node, definition }] : [];
  });
  const chosen =
    wanted === undefined
      ? (triggers.find((t) => t.definition.trigger === 'manual') ?? triggers[0])
      : triggers.find((t) => t.node.id === wanted);
  if (!chosen) {
    throw wanted === undefined
      ? new UserProblem(
          'run.no-trigger',
          'This workflow has no trigger. Add one, for example a manual trigger.',
          {
            status: 422,
          },
        )
      : new UserProblem('run.unknown-trigger', `The workflow has no trigger node with the id “${wanted}”.`, {
          status: 422,
          details: { trigger: wanted },
        });
  }
  const { node, definition } = chosen;
  return { node, port: triggerPort(definition), kind: definition.trigger ?? 'manual' };
}

function toItems(input: RunInput | undefined): Item[] | null {
  if (Array.isArray(input)) return input.map((item) => ({ json: item.json }));
  return input === undefined ? null : [{ json: input }];
}

function triggerItems(graph: Graph, trigger: GraphNode, input: RunInput | undefined): Item[] {
  const given = toItems(input);
  if (given) return given;
  const pinned = graph.pinned[trigger.id];
  if (pinned && pinned.length > 0) return pinned.map((item) => ({ json: item.json }));
  return [{ json: {} }];
}

/** Characters that the database refuses are replaced, as they are in what a webhook gets. */
function cleanItems(given: readonly Item[]): { items: Item[]; changed: boolean } {
  const cleaned = given.map((item) => sanitise(item.json));
  return {
    // An object comes back as an object.
    items: cleaned.map(({ value }) => ({ json: value as JsonObject })),
    changed: cleaned.some((part) => part.changed),
  };
}
