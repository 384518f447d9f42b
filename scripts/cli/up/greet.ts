/** The last words of a start: where Heddle answers, and the way in. */
import { ensureSetupToken } from '@/services/setup/ensure-setup-token';
import { addDemo, describeDemo } from '../seed';
import { withServicesOf } from '../with-services';

export interface GreetOptions {
  publicUrl: string;
  databaseUrl: string;
  /** Adds the demo tenant first. */
  demo: boolean;
}

/** Prints the address and, while there is no owner yet, a one-time link for setting up. */
export async function greet({ publicUrl, databaseUrl, demo }: GreetOptions): Promise<void> {
  const { seeded, token } = await withServicesOf(databaseUrl, async (deps) => ({
    seeded: demo ? await addDemo(deps) : null,
    token: await ensureSetupToken(deps),
  }));
  const parts = [`Heddle is ready at ${publicUrl}`];
  if (seeded?.kind === 'created') parts.push(describeDemo(seeded, publicUrl));
  if (token !== null) {
    parts.push(
      `Set it up with this link, which works once and for 24 hours:\n${publicUrl}/setup?token=${token}`,
    );
  }
  parts.push('Ctrl-C ends it. What was accepted is kept.');
  console.log(`\n${parts.join('\n\n').replace(/^(?=.)/gm, '  ')}\n`);
}
