/** `restore FILE`: a backup into an empty data folder, or an empty database. */
import path from 'node:path';
import { UserProblem } from '@/core/errors/app-error';
import { readBackupManifest, restoreBackup } from '@/infra/backup/restore-backup';
import { getEnv } from '@/infra/env/env';
import { keyFileOf } from '@/infra/vault/development-keys';
import type { Command } from './command';
import { parseArguments } from './parse-arguments';
import { findRunningInstance } from './up/instance';
import { withDatabaseUrl } from './with-database';

const USAGE = 'FILE';

export const restoreCommand: Command = {
  usage: USAGE,
  summary: 'bring a backup back into an empty HEDDLE_DATA or database',
  example: 'restore before-upgrade.backup.gz',
  async run({ args, cwd, root }) {
    const { words } = parseArguments(args, [], `restore ${USAGE}`);
    if (words[0] === undefined) {
      throw new UserProblem('cli.no-file', `Name the archive. Usage: npm run heddle -- restore ${USAGE}`);
    }
    const file = path.resolve(cwd, words[0]);
    const migrationsFolder = path.join(root, 'prisma/migrations');
    const env = getEnv();
    // Before a database is made for it: a wrong file should leave no trace.
    await readBackupManifest(file, migrationsFolder);
    const running = await findRunningInstance(env.dataDir);
    if (running) {
      throw new UserProblem(
        'restore.running',
        `Heddle runs on ${env.dataDir} (process ${running.pid}). Stop it, or name an empty folder with HEDDLE_DATA.`,
      );
    }
    const { manifest, rows, blobs } = await withDatabaseUrl(({ url, ownerUrl }) =>
      restoreBackup({
        file,
        ownerUrl,
        ...(url === ownerUrl ? {} : { appUrl: url }),
        migrationsFolder,
        blobs: env.blobs,
        keyFile: keyFileOf(env.dataDir),
      }),
    );
    console.log(`Restored the backup of ${manifest.at}: ${rows} rows, ${blobs} files.`);
    console.log('Runs that were under way then go on at the next start.');
    if (!manifest.hasKeys) {
      console.log(
        'It holds no key: stored credentials open with the keys they were made with (HEDDLE_ENCRYPTION_KEYS).',
      );
    }
  },
};
