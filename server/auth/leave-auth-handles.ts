import { randomBytes } from 'node:crypto';
import hkdf from '@panva/hkdf';
import type { Env } from '@/infra/env/env';
import { SESSION_LIFETIME_MS, signIn } from '@/services/sessions/sign-in';
import { revokeSession } from '@/services/sessions/revoke-session';
import { UserProblem } from '@/core/errors/app-error';
import type { WebDeps } from '../web-deps';
import { setAuthHandles } from './auth-handles';

/** Puts next-auth's handles where its bundle finds them. Called once, before the first page. */
export async function leaveAuthHandles(deps: WebDeps, env: Pick<Env, 'encryptionKeys'>): Promise<void> {
  setAuthHandles({
    secret: await csrfSecret(env),
    https: deps.config.publicUrl.startsWith('https:'),
    lifetimeSeconds: SESSION_LIFETIME_MS / 1000,
    signIn: (input) => signIn(deps, input),
    async loadSession(token) {
      const session = await deps.sessions.fromToken(token);
      return session && { sessionId: session.sessionId, token, user: session.user };
    },
    async endSession({ sessionId, userId }) {
      deps.sessions.forget(userId);
      await revokeSession(deps, { userId, id: sessionId }).catch((error: unknown) => {
        // Signed out in another tab at the same time.
        if (!(error instanceof UserProblem && error.status === 404)) throw error;
      });
    },
    logError: (code, error) =>
      deps.log.error({ err: error, code: `next-auth.${code}` }, 'next-auth has a problem'),
  });
}

/**
 * Derived from the encryption key, so that all web processes agree. Without keys there is one process on loopback, and
 * a secret of its own only asks sign-in pages that were open over a restart to be loaded again.
 */
async function csrfSecret(env: Pick<Env, 'encryptionKeys'>): Promise<string> {
  const key = env.encryptionKeys[0]?.key ?? randomBytes(32);
  return Buffer.from(await hkdf('sha256', key, '', 'heddle next-auth csrf', 32)).toString('base64url');
}
