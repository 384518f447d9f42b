/**
 * Runs that other runs start: the workflow that a step calls, and the error workflow of a run that failed. Only made
 * ready here; they are inserted with the facts that name them.
 */
import type { CalledRun, PlanNode } from '@/core/engine/types';
import type { Item } from '@/core/items/item';
import { NodeFailure } from '@/core/node-kit/node-failure';
import type { ClaimedRun } from '@/infra/db/run-store/claim-runs';
import { AWAITED, type ChildRun } from '@/infra/db/run-store/run-family';
import { buildNewRun, triggerPort } from '@/services/runs/new-run';
import type { PlanCache } from '@/services/runs/plan-cache';
import type { SealedCall } from '@/worker/steps/step-outcome';
import { checkTypedInput } from './typed-input';
import type { CallableDeps } from './callable-deps';
import { goOnFrom } from './go-on-from';

export interface Callable {
  workflowId: string;
  projectId: string;
  version: number | null;
  graphHash: string;
  retentionClass: number;
  trigger: PlanNode;
}

export interface ChildRuns {
  /** The runs of a step's call. Throws NodeFailure when it cannot be called. */
  prepare(input: {
    row: ClaimedRun;
    depth: number;
    step: string;
    call: SealedCall;
    /** The runs that the step called before, when it is called again. */
    before: readonly CalledRun[];
  }): Promise<readonly ChildRun[]>;
}

/** Who started a run that a step called. */
const STARTED_BY_STEP = 'sub-workflow';
/** A first run that starts fewer at a time does not make a family that anybody has to count. */
const COUNTED_FROM = 100;

export function createChildRuns(deps: CallableDeps): ChildRuns {
  return {
    async prepare({ row, depth, step, call, before }) {
      const limits = await deps.limitsOf(row.tenantId);
      const { 'run.depth': maxDepth, 'step.calls': maxCalls } = limits;
      if (depth >= maxDepth) throw tooDeep(maxDepth);
      if (call.calls.length > maxCalls) throw tooMany(call.calls.length, maxCalls);
      if (depth > 0 || call.calls.length >= COUNTED_FROM)
        await demandRoom(deps, { row, calls: call.calls.length, most: limits['run.family'] });
      const callable = await findCallable(deps, row, call);
      for (const [index, items] of call.calls.entries()) checkTypedInput(callable.trigger, items, index);
      const children: ChildRun[] = [];
      for (const [index, items] of call.calls.entries()) {
        const inputs = items.map(plain);
        const fresh = await makeChild(deps, { row, callable, items: inputs, depth: depth + 1 });
        const again = { callable, items: inputs, limits, wait: call.wait, before: before[index] };
        const child = await goOnFrom(deps, { fresh, ...again });
        const waits = call.wait ? { parentStep: step, due: index < call.concurrency } : {};
        const flags = ['started:sub-workflow', ...(call.wait ? [AWAITED] : [])];
        children.push({ ...child, startedBy: STARTED_BY_STEP, flags, ...waits });
      }
      return children;
    },
  };
}

/** Workflows that call themselves for each item would fill the database before they are too deep. */
async function demandRoom(
  deps: CallableDeps,
  { row, calls, most }: { row: ClaimedRun; calls: number; most: number },
): Promise<void> {
  const live = await deps.store.countFamily({ tenantId: row.tenantId, rootRunId: rootOf(row), most });
  if (live + calls > most) throw tooLarge(most);
}

/** The first run of the family that this one belongs to. */
function rootOf(row: Pick<ClaimedRun, 'id' | 'facts'>): string {
  const [first] = row.facts;
  return first?.kind === 'run-started' ? (first.root ?? row.id) : row.id;
}

/** A run of the workflow, not waited for and due at once. */
export async function makeChild(
  deps: CallableDeps,
  input: { row: ClaimedRun; callable: Callable; items: Item[]; depth: number },
): Promise<ChildRun> {
  const { row, callable } = input;
  const { trigger, ...where } = callable;
  const run = await buildNewRun(deps, {
    ...where,
    id: deps.ids.uuid7(),
    tenantId: row.tenantId,
    trigger: {
      nodeId: trigger.id,
      outputPort: triggerPort(trigger.definition),
      ...(trigger.definition.trigger ? { kind: trigger.definition.trigger } : {}),
    },
    items: input.items,
    depth: input.depth,
    root: rootOf(row),
    limits: await deps.limitsOf(row.tenantId),
    replyTo: null,
    flags: [],
    startedBy: '',
  });
  return {
    ...run,
    // What a test run calls is a test too.
    mode: row.mode === 'test' ? 'test' : run.mode,
    triggerKind: trigger.definition.trigger ?? null,
    parentRunId: row.id,
    rootRunId: rootOf(row),
    parentStep: null,
    due: true,
    priority: row.priority ?? 0,
  };
}

/** The version that is to run and its trigger for calls. */
async function findCallable(deps: CallableDeps, row: ClaimedRun, call: SealedCall): Promise<Callable> {
  const { tenantId } = row;
  const found = await deps.store.findStartable({ tenantId, workflowId: call.workflowId, version: null });
  if (!found) throw notFound();
  const isDraft = call.version === 'draft';
  const graphHash = isDraft ? await deps.keepDraft(tenantId, found.draftGraph) : found.graphHash;
  if (graphHash === null) throw notPublished();
  const trigger = await findTrigger(deps.plans, { tenantId, graphHash, kind: 'workflow' });
  if (!trigger) throw noTrigger();
  return {
    workflowId: found.workflowId,
    projectId: found.projectId,
    version: isDraft ? null : found.version,
    graphHash,
    retentionClass: found.retentionClass,
    trigger,
  };
}

/** The first trigger of that kind that is switched on. */
export async function findTrigger(
  plans: PlanCache,
  wanted: { tenantId: string; graphHash: string; kind: 'workflow' | 'error' },
): Promise<PlanNode | undefined> {
  const { plan } = await plans.get(wanted.tenantId, wanted.graphHash);
  return plan.ordered.find(
    ({ definition, settings }) => definition.trigger === wanted.kind && !settings.disabled,
  );
}

/** Where the items lie in the calling run means nothing to the called one. */
function plain({ json, binary }: Item): Item {
  return binary ? { json, binary } : { json };
}

function tooDeep(limit: number): NodeFailure {
  return NodeFailure.final(
    'run.too-deep',
    `Workflows called one another more than ${limit} times in a row. Look for a workflow that calls itself, and give it an end.`,
    { outcome: 'not-done', details: { limit } },
  );
}

function tooLarge(limit: number): NodeFailure {
  return NodeFailure.final(
    'sub-workflow.family-too-large',
    `More than ${limit} runs that come from one run would go on at once. Look for a workflow that calls itself, wait for the runs it starts, or ask an admin to raise the limit.`,
    { outcome: 'not-done', details: { limit } },
  );
}

function tooMany(count: number, limit: number): NodeFailure {
  return NodeFailure.final(
    'sub-workflow.too-many',
    `This step would start ${count} runs; ${limit} is the most. Pass all items to one run, split the work, or ask an admin to raise the limit.`,
    { outcome: 'not-done', details: { limit } },
  );
}

function notFound(): NodeFailure {
  return NodeFailure.final(
    'sub-workflow.not-found',
    'The workflow that this node runs is not there any more. Choose another one.',
    { outcome: 'not-done' },
  );
}

function notPublished(): NodeFailure {
  return NodeFailure.final(
    'sub-workflow.not-published',
    'The workflow that this node runs is not published. Publish it, or run its draft.',
    { outcome: 'not-done' },
  );
}

function noTrigger(): NodeFailure {
  return NodeFailure.final(
    'sub-workflow.no-trigger',
    'The workflow that this node runs cannot be called. Give it a “When called by another workflow” trigger.',
    { outcome: 'not-done' },
  );
}
