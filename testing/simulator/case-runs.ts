/** The runs and workflows of a case, as the store takes them. */
import type { Fact } from '@/core/engine/types';
import type { Bus } from '@/infra/bus/bus';
import type { StartableWorkflow } from '@/infra/db/run-store/find-startable';
import type { NewRun } from '@/infra/db/run-store/insert-runs';

const TENANT = 'tenant';

/** The id of a run of the case; children have others. */
export function runId(index: number): string {
  return `run${index}`;
}

/** A run of the case as it is accepted. `hash` is the graph's; `at` is when, milliseconds since the epoch. */
export function newRun(index: number, { hash, at }: { hash: string; at: number }): NewRun {
  const id = runId(index);
  const fact: Fact = {
    kind: 'run-started',
    at,
    trigger: 't',
    outputs: { main: { count: 1, items: [{ json: { label: id } }] } },
    seed: id,
  };
  return {
    ...{ id, tenantId: TENANT, projectId: 'project', workflowId: hash, graphHash: hash },
    version: 1,
    mode: 'production',
    triggerNode: 't',
    retentionClass: 30,
    startFact: JSON.stringify(fact),
    triggerKind: 'manual',
    replyTo: null,
    flags: [],
    parentRunId: null,
    startedBy: 'simulator',
    dedup: { source: 'intake', key: id, bodyHash: '00', ttlMs: 86_400_000 },
  };
}

/** What stands in the catalog of workflows for one of the case's graphs. */
export function startable(id: string): StartableWorkflow {
  return {
    ...{ workflowId: id, projectId: 'project', graphHash: id, version: 1, publishedVersion: 1 },
    retentionClass: 30,
    draftGraph: null,
  };
}

/** Hints go their own ways here. */
export const silentBus: Bus = {
  subscribe: () => Promise.resolve(() => Promise.resolve()),
  onGap: () => undefined,
  publish: () => Promise.resolve(),
  notifiesWithCommit: () => true,
  close: () => Promise.resolve(),
};
