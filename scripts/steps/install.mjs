/** Brings node_modules in line with the lockfile, and does nothing where it already is. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { inProject, readStamp, runProgram } from './project.mjs';
import { StepFailure } from './report.mjs';

const STAMP = 'node_modules/.heddle-installed';
const UNFINISHED = 'dist/install-unfinished';

/** Installs where needed. Returns what was done, for the step's line. */
export async function ensureInstalled() {
  const hash = createHash('sha256')
    .update(readFileSync(inProject('package-lock.json')))
    .digest('hex');
  const unfinished = existsSync(inProject(UNFINISHED));
  if (!unfinished && readStamp(STAMP) === hash) return 'unchanged';
  if (!unfinished && matchesLockfile()) {
    writeFileSync(inProject(STAMP), hash);
    return 'unchanged';
  }
  mkdirSync(inProject('dist'), { recursive: true });
  writeFileSync(inProject(UNFINISHED), '');
  await runProgram('npm', ['ci', '--no-audit', '--no-fund']).catch((error) => {
    throw new StepFailure(
      `${error.message}\nCheck that this machine reaches the npm registry, then run the command again.`,
    );
  });
  writeFileSync(inProject(STAMP), hash);
  rmSync(inProject(UNFINISHED));
  return 'installed';
}

/** True when npm's own record of node_modules agrees with the lockfile (packages for other platforms aside). */
function matchesLockfile() {
  const record = 'node_modules/.package-lock.json';
  if (!existsSync(inProject(record))) return false;
  const wanted = JSON.parse(readFileSync(inProject('package-lock.json'), 'utf8')).packages;
  const present = JSON.parse(readFileSync(inProject(record), 'utf8')).packages;
  const extra = Object.keys(present).some((name) => wanted[name] === undefined);
  const missing = Object.entries(wanted).some(
    ([name, entry]) =>
      name !== '' &&
      (present[name] === undefined
        ? !entry.optional && !entry.peer
        : present[name].version !== entry.version),
  );
  return !extra && !missing;
}
