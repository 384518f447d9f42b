import NextAuth from 'next-auth';
import type { NextRequest } from 'next/server';
import { authHandles } from '@/server/auth/auth-handles';
import { nextAuthOptions } from '@/server/auth/next-auth-options';

interface Context {
  params: Promise<{ nextauth: string[] }>;
}

/** next-auth's pages and calls. Options are built for each request from what `server/main` left for it. */
async function handler(request: NextRequest, context: Context): Promise<Response> {
  // next-auth 4 gives its answers without a type.
  return (await NextAuth(request, context as never, nextAuthOptions(authHandles()))) as Response;
}

export { handler as GET, handler as POST };
