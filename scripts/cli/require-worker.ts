import { UserProblem } from '@/core/errors/app-error';
import { getEnv } from '@/infra/env/env';
import { findRunningInstance } from './up/instance';

/** The embedded database without its supervisor has nobody who would run anything. @throws UserProblem `cli.not-running`. */
export async function requireWorker(): Promise<void> {
  const env = getEnv();
  if (!env.usesEmbeddedDatabase || (await findRunningInstance(env.dataDir))) return;
  throw new UserProblem(
    'cli.not-running',
    'Heddle is not running, so nobody would execute the run. Start it with `npm start`.',
  );
}
