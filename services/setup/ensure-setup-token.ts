import { hashSecretToken, makeSecretToken } from '@/services/sessions/secret-token';
import type { PeopleDeps } from '@/services/tenants/people-deps';

const LIFETIME_MS = 24 * 3_600_000;

/**
 * The one-time token for the set-up link (`/setup?token=…`), or null when there is an owner already. Each call makes a
 * new one and makes the one before worthless: only hashes are kept, so an old one cannot be shown again.
 */
export async function ensureSetupToken(deps: PeopleDeps): Promise<string | null> {
  const token = makeSecretToken();
  const isOpen = await deps.db.lookup.putSetupToken({
    id: deps.ids.uuid7(),
    tokenHash: hashSecretToken(token),
    lifetimeMs: LIFETIME_MS,
  });
  return isOpen ? token : null;
}
