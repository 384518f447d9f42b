/** What a branch has changed, and what is not committed yet. */
import { existsSync } from 'node:fs';
import { inProject, runProgram } from './project.mjs';

const git = async (...args) => (await runProgram('git', args)).split('\n').filter((line) => line !== '');

/** Files that differ from where the branch left the main one, and new ones; relative to the project. */
export async function listChangedFiles() {
  const base = (await leftMainAt('origin/main')) ?? (await leftMainAt('main')) ?? 'HEAD';
  const changed = await git('diff', '--name-only', '--no-renames', base);
  const added = await git('ls-files', '--others', '--exclude-standard');
  return [...new Set([...changed, ...added])].filter((file) => existsSync(inProject(file)));
}

async function leftMainAt(branch) {
  const found = await git('merge-base', 'HEAD', branch).catch(() => []);
  return found[0];
}
