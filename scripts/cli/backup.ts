/** `backup [FILE]`: everything in one archive, while Heddle runs or not. */
import path from 'node:path';
import { access } from 'node:fs/promises';
import { UserProblem } from '@/core/errors/app-error';
import { createBackup } from '@/infra/backup/create-backup';
import { getEnv } from '@/infra/env/env';
import { HEDDLE_VERSION } from '@/infra/lifecycle/version';
import { keyFileOf } from '@/infra/vault/development-keys';
import type { Command } from './command';
import { parseArguments } from './parse-arguments';
import { withDatabaseUrl } from './with-database';

const USAGE = '[FILE] [--without-keys]';

export const backupCommand: Command = {
  usage: USAGE,
  summary: 'write database, files and keys into one archive',
  example: 'backup before-upgrade.backup.gz',
  details: [['--without-keys', 'leave the key of the stored credentials out']],
  async run({ args, cwd }) {
    const withoutKeys = args.includes('--without-keys');
    const rest = args.filter((word) => word !== '--without-keys');
    const { words } = parseArguments(rest, [], `backup ${USAGE}`);
    const file = path.resolve(cwd, words[0] ?? defaultName(new Date()));
    await requireAbsent(file);
    const env = getEnv();
    // Keys of the environment are kept where they were set.
    const keyFile = withoutKeys || env.encryptionKeys.length > 0 ? null : keyFileOf(env.dataDir);
    const made = await withDatabaseUrl(({ ownerUrl }) =>
      createBackup({ file, ownerUrl, blobs: env.blobs, keyFile, heddle: HEDDLE_VERSION }),
    );
    const parts = `${made.rows} rows, ${made.blobs} files, ${(made.bytes / 1e6).toFixed(1)} MB`;
    console.log(
      made.hasKeys
        ? `Backed up ${parts}. The archive holds the key of the stored credentials: keep it as safe as a password.`
        : `Backed up ${parts}. The key of the stored credentials is not in it: keep that apart, nothing else opens them.`,
    );
    console.log(file);
  },
};

function defaultName(now: Date): string {
  return `heddle-${now.toISOString().slice(0, 19).replaceAll(':', '').replace('T', '-')}.backup.gz`;
}

async function requireAbsent(file: string): Promise<void> {
  for (const name of [file, `${file}.partial`]) {
    const exists = await access(name).then(
      () => true,
      () => false,
    );
    if (exists)
      throw new UserProblem('backup.exists', `${name} exists already. Choose another name or move it away.`);
  }
}
