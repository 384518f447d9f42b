/** The last words of a start: where Heddle answers, and the way in. */
import { ensureSetupToken } from '@/services/setup/ensure-setup-token';
import { withServicesOf } from '../with-services';

/** Prints the address and, while there is no owner yet, a one-time link for setting up. */
export async function greet({
  publicUrl,
  databaseUrl,
}: {
  publicUrl: string;
  databaseUrl: string;
}): Promise<void> {
  const token = await withServicesOf(databaseUrl, ensureSetupToken);
  console.log(`\n  Heddle is ready at ${publicUrl}`);
  if (token !== null) {
    console.log(
      `\n  Set it up with this link, which works once and for 24 hours:\n  ${publicUrl}/setup?token=${token}`,
    );
  }
  console.log('\n  Ctrl-C ends it. What was accepted is kept.\n');
}
