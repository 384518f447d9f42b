import type { NextAuthOptions } from 'next-auth';
import type { JWT } from 'next-auth/jwt';
import CredentialsProvider from 'next-auth/providers/credentials';
import type { AuthHandles, SessionClaims } from './auth-handles';

/**
 * Sign-in with e-mail and password over next-auth. Its strategy stays `jwt` because credentials know no other, but the
 * token is opaque: 256 random bits whose hash stands in `sessions`, so every session can be listed and revoked.
 */
export function nextAuthOptions(handles: AuthHandles): NextAuthOptions {
  return {
    secret: handles.secret,
    useSecureCookies: handles.https,
    session: { strategy: 'jwt', maxAge: handles.lifetimeSeconds },
    pages: { signIn: '/sign-in', error: '/sign-in', signOut: '/sign-in' },
    providers: [passwordProvider(handles)],
    jwt: {
      encode: ({ token }) => Promise.resolve(typeof token?.['opaque'] === 'string' ? token['opaque'] : ''),
      decode: async ({ token }) => (token ? claimsToken(await handles.loadSession(token)) : null),
    },
    callbacks: {
      jwt({ token, user }) {
        // `user` is what authorize gave, at sign-in only.
        const opaque: unknown = user ? Reflect.get(user, 'opaque') : undefined;
        return typeof opaque === 'string' ? { ...token, opaque } : token;
      },
      session: ({ session }) => session,
    },
    events: {
      async signOut({ token }) {
        if (!token || typeof token['sessionId'] !== 'string' || typeof token.sub !== 'string') return;
        await handles.endSession({ sessionId: token['sessionId'], userId: token.sub });
      },
    },
    logger: {
      error(code, metadata) {
        // A revoked or expired cookie is no fault of ours.
        if (code !== 'JWT_SESSION_ERROR') handles.logError(code, metadata);
      },
      warn: () => undefined,
      debug: () => undefined,
    },
  };
}

function passwordProvider(handles: AuthHandles) {
  return CredentialsProvider({
    id: 'credentials',
    name: 'Password',
    credentials: {
      email: { label: 'E-mail', type: 'email' },
      password: { label: 'Password', type: 'password' },
    },
    async authorize(credentials, request) {
      const { email, password } = credentials ?? {};
      if (typeof email !== 'string' || typeof password !== 'string') return null;
      if (email.length > 254 || password.length > 200) return null;
      const outcome = await handles.signIn({
        email,
        password,
        ip: headerOf(request.headers, 'x-real-ip'),
        userAgent: headerOf(request.headers, 'user-agent'),
      });
      if (outcome.kind === 'too-many-tries') throw new Error('too-many-tries');
      return outcome.kind === 'signed-in' ? { ...outcome.user, opaque: outcome.token } : null;
    },
  });
}

function claimsToken(claims: SessionClaims | null): JWT | null {
  if (!claims) return null;
  const { user, token, sessionId } = claims;
  return { sub: user.id, name: user.name, email: user.email, sessionId, opaque: token };
}

function headerOf(headers: unknown, name: string): string | null {
  const value: unknown =
    typeof headers === 'object' && headers !== null ? Reflect.get(headers, name) : undefined;
  return typeof value === 'string' ? value : null;
}
