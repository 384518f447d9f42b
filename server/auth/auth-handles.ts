/**
 * What next-auth needs of the server. Its route lives in Next's own bundle, where importing services would make second
 * pools and keys, so `server/main` leaves these functions on `globalThis` before any page is served.
 */
import type { SignInOutcome } from '@/services/sessions/sign-in';

/** A living session, as next-auth's token. */
export interface SessionClaims {
  sessionId: string;
  token: string;
  user: { id: string; name: string; email: string };
}

export interface AuthHandles {
  /** Signs next-auth's own CSRF token; nothing else is signed with it. */
  secret: string;
  https: boolean;
  /** Cookies and sessions live this long without use. */
  lifetimeSeconds: number;
  signIn(input: {
    email: string;
    password: string;
    ip: string | null;
    userAgent: string | null;
  }): Promise<SignInOutcome>;
  loadSession(token: string): Promise<SessionClaims | null>;
  endSession(claims: { sessionId: string; userId: string }): Promise<void>;
  logError(code: string, error: unknown): void;
}

const KEY = Symbol.for('heddle.auth-handles');

export function setAuthHandles(handles: AuthHandles): void {
  Reflect.set(globalThis, KEY, handles);
}

export function authHandles(): AuthHandles {
  const handles: unknown = Reflect.get(globalThis, KEY);
  if (handles === undefined)
    throw new Error('The server did not leave its handles: start it with npm start.');
  return handles as AuthHandles; // nobody else writes this key
}
