import { signIn } from 'next-auth/react';

/** Signs in with a password. The page stays; the caller decides where to go. */
export async function signInWithPassword(
  email: string,
  password: string,
): Promise<'ok' | 'wrong' | 'tooMany'> {
  const answer = await signIn('credentials', { email, password, redirect: false });
  if (answer?.ok && !answer.error) return 'ok';
  return answer?.status === 429 || answer?.error === 'RateLimited' ? 'tooMany' : 'wrong';
}

/** A path on this site, or `/`: a link from outside must not lead people away after sign-in. */
export function safePath(path: string | null): string {
  return path !== null && /^\/(?![/\\])[^\\]*$/.test(path) ? path : '/';
}
