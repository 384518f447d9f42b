import type { ServerResponse } from 'node:http';
import { rotateSession } from '@/services/sessions/rotate-session';
import { SESSION_LIFETIME_MS } from '@/services/sessions/sign-in';
import type { WebDeps } from '../web-deps';
import type { LiveSession } from './sessions';

/** After a change of role the browser gets a new token; the old one works for the requests already under way. */
export async function renewToken(
  deps: WebDeps,
  response: ServerResponse,
  session: LiveSession,
): Promise<void> {
  const rotated = await rotateSession(deps, { userId: session.user.id, sessionId: session.sessionId });
  if (!rotated) return;
  deps.sessions.forget(session.user.id);
  const { cookieName } = deps.sessions;
  const secure = cookieName.startsWith('__Secure-') ? '; Secure' : '';
  const maxAge = SESSION_LIFETIME_MS / 1000;
  response.setHeader(
    'set-cookie',
    `${cookieName}=${rotated.token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${maxAge}${secure}`,
  );
}
