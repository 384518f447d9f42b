/** Doing something with a run once, however often it is asked for under one idempotency key. */
import { createHash } from 'node:crypto';
import type { TenantScope } from '@/core/access/tenant-scope';
import { UserProblem } from '@/core/errors/app-error';
import { canonicalJson } from '@/core/graph/serialise';
import { findKnownCall, type KeyedCall } from '@/infra/db/run-store/known-call';
import type { ServiceDeps } from '@/services/deps';

/** How long a key that a caller chose counts. */
const KEY_LIFE_MS = 24 * 3_600_000;

/** The call under a key that its caller chose; `source` says of what. With another `body` it is another call. `body` is JSON. */
export function keyedCall(source: string, key: string, body: unknown): KeyedCall {
  const bodyHash = createHash('sha256').update(canonicalJson(body)).digest('hex');
  return { source, key, bodyHash, ttlMs: KEY_LIFE_MS };
}

/**
 * Does the work unless it was done under this key before: then it gives the run of that time. `null`: does it. Where two
 * come at once, the slower one fails at what the faster one did, and is answered like it.
 * @throws UserProblem `run.idempotency-conflict`, and what the work throws.
 */
export async function answerOnce(
  deps: Pick<ServiceDeps, 'db'>,
  scope: TenantScope,
  { call, work }: { call: KeyedCall | null; work: () => Promise<{ id: string }> },
): Promise<{ id: string }> {
  if (call === null) return work();
  const before = await known(deps, scope, call);
  if (before) return before;
  try {
    return await work();
  } catch (error) {
    const meanwhile = await known(deps, scope, call);
    if (meanwhile) return meanwhile;
    throw error;
  }
}

async function known(
  deps: Pick<ServiceDeps, 'db'>,
  scope: TenantScope,
  call: KeyedCall,
): Promise<{ id: string } | null> {
  const found = await findKnownCall(deps.db.app, scope.tenantId, call);
  if (!found) return null;
  if (!found.isSame) throw idempotencyConflict(found.runId);
  return { id: found.runId };
}

/** The same key with another body: 409. */
export function idempotencyConflict(runId: string): UserProblem {
  return UserProblem.conflict(
    'run.idempotency-conflict',
    'This idempotency key was used with another body. Use a new key for a new request.',
    { runId },
  );
}
