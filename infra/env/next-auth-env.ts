/**
 * next-auth reads its own address from the environment and takes localhost:3000 when there is none. With a public
 * address that is the one; without, it takes the host header that our server has checked and set.
 */
export function setNextAuthAddress(publicUrl: string | null): void {
  if (publicUrl !== null) {
    process.env['NEXTAUTH_URL'] = publicUrl;
    delete process.env['AUTH_TRUST_HOST'];
    return;
  }
  delete process.env['NEXTAUTH_URL'];
  process.env['AUTH_TRUST_HOST'] = '1';
}
