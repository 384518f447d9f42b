/** How runs and steps stand, and what a step is called by. */
export const RUN_STATUSES = [
  'queued',
  'running',
  'waiting',
  'paused',
  'succeeded',
  'failed',
  'cancelled',
] as const;

export type RunStatus = (typeof RUN_STATUSES)[number];

export const STEP_STATUSES = [...RUN_STATUSES, 'skipped', 'in-doubt'] as const;

export type StepStatus = (typeof STEP_STATUSES)[number];

/**
 * `nodeId` or `nodeId@segment/segment`. A segment is a loop iteration (`loopNodeId:3`), a pass of a cycle
 * (`entryNodeId~:3`) or the id of the edge that delivered, where several edges end in one port.
 */
export type StepKey = string;
