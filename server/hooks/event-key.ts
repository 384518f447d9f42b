/**
 * Which events belong together: the same thing told twice (`repeats`), and a burst that one run is enough for (`burst`).
 * Keys are read by a path of names, never evaluated.
 */
import { createHash } from 'node:crypto';
import type { Json, JsonObject } from '@/core/items/item';
import type { Gathering } from '@/infra/db/run-store/gather-run';
import type { NewRun } from '@/infra/db/run-store/insert-runs';
import type { WebhookRoute } from './webhook-route';

const LONGEST_KEY = 255;
/** Repeats are told by their key alone: what else is in them may differ. */
const ANY_BODY = '00';

/** What stands at `body.order.id` of the request as the run gets it; null where nothing does that could be a key. */
export function readEventKey(event: JsonObject, path: string): string | null {
  let value: Json | undefined = event;
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null) return null;
    const at: Json | undefined = Array.isArray(value) ? value[Number(name)] : ownValue(value, name);
    value = at;
  }
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return null;
  const key = String(value);
  if (key === '') return null;
  return key.length <= LONGEST_KEY ? key : createHash('sha256').update(key).digest('hex');
}

function ownValue(value: JsonObject, name: string): Json | undefined {
  // Names of headers are in lower case, however the path writes them.
  if (Object.hasOwn(value, name)) return value[name];
  const lower = name.toLowerCase();
  return Object.hasOwn(value, lower) ? value[lower] : undefined;
}

/**
 * Makes a second event with the same key give the first run; null where the webhook does not ask for that, or the event has
 * no key. Whoever made the webhook said what a repeat is: where this gives a key, the caller's `Idempotency-Key` does not
 * count. It stays what tells events without a key apart.
 */
export function repeatOf(route: WebhookRoute, event: JsonObject): NewRun['dedup'] {
  const { config } = route;
  if (config?.repeats !== 'ignore' || route.version === null) return null;
  const key = readEventKey(event, config.repeatKey);
  if (key === null) return null;
  return {
    source: `webhook-event:${route.workflowId}:${route.nodeId}`,
    key,
    bodyHash: ANY_BODY,
    ttlMs: config.repeatSeconds * 1000,
  };
}

/** How events of this webhook are gathered into one run; null where each starts its own. */
export function gatheringOf(route: WebhookRoute, event: JsonObject): Gathering | null {
  const { config } = route;
  if (config?.burst !== 'last' || config.respond !== 'immediately' || route.version === null) return null;
  const key = config.burstKey === '' ? '' : readEventKey(event, config.burstKey);
  if (key === null) return null;
  return {
    source: `webhook:${route.workflowId}:${route.nodeId}`,
    key,
    quietMs: config.burstSeconds * 1000,
    longestMs: Math.max(config.burstSeconds, config.burstLongestSeconds) * 1000,
  };
}
