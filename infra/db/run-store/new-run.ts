/** A run to be accepted. All ids are UUIDs; `startFact` is the JSON of its `run-started` fact. */
export interface NewRun {
  id: string;
  tenantId: string;
  projectId: string;
  workflowId: string;
  /** null = the draft's graph. */
  version: number | null;
  graphHash: string;
  mode: 'production' | 'test';
  triggerNode: string;
  retentionClass: number;
  /** JSON text: serialised once by the caller, never parsed on this path. */
  startFact: string;
  /** JSON texts of facts that another run knew already and that count for this one too. */
  seedFacts?: readonly string[];
  /** What kind of trigger it is, where that is known. */
  triggerKind?: string | null;
  /** The web process that waits for the answer. */
  replyTo: string | null;
  flags: readonly string[];
  parentRunId: string | null;
  startedBy: string;
  /** 1 = somebody waits for it, -1 = there are many and nobody does. Absent = 0. */
  priority?: RunPriority;
  /** Refused where so many of the tenant's runs wait to begin. Absent = taken in any case. */
  mostQueued?: number;
  /** Begins so much later. Absent = at once. */
  delayMs?: number;
  /** `bodyHash` in hexadecimal. */
  dedup: { source: string; key: string; bodyHash: string; ttlMs: number } | null;
}

export type RunPriority = -1 | 0 | 1;
