/** `seed`: the demo tenant with a sample workflow that is published and answers. */
import { UserProblem } from '@/core/errors/app-error';
import { getEnv } from '@/infra/env/env';
import sampleWorkflow from '@/prisma/seed/sample-workflow.json';
import { DEMO_SLUG, seedDemo, type DemoSeed } from '@/prisma/seed/seed-demo';
import type { ServiceDeps } from '@/services/deps';
import { createWorkflow } from '@/services/workflows/create-workflow';
import { publishWorkflow } from '@/services/workflows/publish-workflow';
import type { Command } from './command';
import { withServices } from './with-services';

export const seedCommand: Command = {
  usage: '',
  summary: 'add the demo tenant with a sample workflow',
  example: 'seed',
  run: () =>
    withServices(async (deps) => {
      const seeded = await addDemo(deps);
      console.log(
        seeded.kind === 'created'
          ? describeDemo(seeded, getEnv().publicUrl)
          : 'The demo tenant exists already.',
      );
    }),
};

/**
 * Makes the demo tenant unless there is one.
 * @throws UserProblem `demo.not-here` in production: its owner's password was printed on a screen.
 */
export async function addDemo(deps: ServiceDeps): Promise<DemoSeed> {
  if (getEnv().isProduction) {
    throw new UserProblem(
      'demo.not-here',
      'The demo tenant is for a Heddle of your own on this machine: with the embedded database and a loopback HOST.',
    );
  }
  return seedDemo(deps, async (scope) => {
    const { id } = await createWorkflow(deps, scope, { file: sampleWorkflow });
    await publishWorkflow(deps, scope, { id });
  });
}

/** What a person needs to use it. The password is shown this once. */
export function describeDemo({ email, password }: DemoSeed & { kind: 'created' }, publicUrl: string): string {
  return [
    `The demo tenant is ready. Sign in at ${publicUrl}/sign-in with`,
    `  e-mail    ${email}`,
    `  password  ${password}   (shown this once)`,
    `and try its workflow:`,
    `  curl ${publicUrl}/hooks/${DEMO_SLUG}/orders --json '{"customer": "Ada", "amount": 120}'`,
  ].join('\n');
}
