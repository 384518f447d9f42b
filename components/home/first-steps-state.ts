/** The first steps of a newcomer: what the tenant's data shows as done, and what only this person can have seen. */
import type { HomeView } from '@/core/contracts/home-view';

export const FIRST_STEPS = ['run', 'edit', 'data', 'publish', 'webhook', 'look'] as const;
export type FirstStep = (typeof FIRST_STEPS)[number];

/** Kept in this browser for this person. */
export interface SeenSteps {
  dismissed: boolean;
  /** Steps that leave no trace in the tenant. */
  seen: readonly FirstStep[];
}

const NOTHING: SeenSteps = { dismissed: false, seen: [] };

/** One place for each person and tenant. */
export function storageKey(tenantSlug: string, userId: string): string {
  return `heddle.first-steps.${tenantSlug}.${userId}`;
}

/** Reads what was kept; anything unreadable counts as nothing. */
export function parseSeen(text: string): SeenSteps {
  const value = parseJson(text);
  if (typeof value !== 'object' || value === null) return NOTHING;
  const dismissed = 'dismissed' in value && value.dismissed === true;
  const list: readonly unknown[] = 'seen' in value && Array.isArray(value.seen) ? value.seen : [];
  return { dismissed, seen: FIRST_STEPS.filter((step) => list.includes(step)) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Which steps are done. */
export function stepsDone(steps: HomeView['steps'], seen: SeenSteps): ReadonlySet<FirstStep> {
  const done = new Set<FirstStep>(seen.seen);
  if (steps.hasRun) done.add('run');
  if (steps.hasEdited) done.add('edit');
  if (steps.hasPublished) done.add('publish');
  if (steps.hasCalledWebhook) done.add('webhook');
  return done;
}
