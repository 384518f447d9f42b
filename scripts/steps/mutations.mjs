/** Shows that the simulator finds what is broken on purpose: each mutation is built into a copy and hunted. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { mutate, mutations } from '../../testing/simulator/mutations.mjs';
import { inProject } from './project.mjs';
import { loadSimulator } from './simulator.mjs';

/** More seeds than this are not asked for one mutation. */
const MAX_SEEDS = 12_000;

/**
 * Prints for each mutation how many seeds it took. True when all were found.
 * @param {{ from: number, jobs: number, seeds: number }} options
 */
export async function huntMutations({ from, jobs }) {
  const sound = await loadSimulator();
  let missed = 0;
  for (const mutation of mutations) {
    const mutant = await loadSimulator({ name: `mutant-${mutation.name}`, plugins: [applying(mutation)] });
    const failure = await hunt({ mutant, sound, from, jobs });
    if (!failure) missed += 1;
    const [violation = ''] = failure?.violations ?? [];
    const how = failure
      ? `seed ${failure.seed}: ${violation.split('\n')[0]}`
      : `NOT FOUND in ${MAX_SEEDS} seeds`;
    console.log(`${failure ? '✓' : '✗'} ${mutation.name.padEnd(22)} ${how}`);
  }
  console.log(`\n${mutations.length - missed} of ${mutations.length} mutations found`);
  return missed === 0;
}

/** The first seed that fails with the mutation and passes without. */
async function hunt({ mutant, sound, from, jobs }) {
  for (let next = from; next < from + MAX_SEEDS;) {
    const found = await mutant.simulate({ from: next, jobs, seeds: from + MAX_SEEDS - next, maxFailures: 1 });
    const [failure] = found.failures;
    if (!failure) return undefined;
    const without = await sound.simulate({ from: failure.seed, jobs: 1, seeds: 1, maxFailures: 1 });
    if (without.failures.length === 0) return failure;
    next = failure.seed + 1;
  }
  return undefined;
}

/** @param {import('../../testing/simulator/mutations.mjs').Mutation} mutation */
function applying(mutation) {
  const files = new Map(
    mutation.patches.map(({ file }) => [
      inProject(file),
      mutate(mutation, file, readFileSync(inProject(file), 'utf8')),
    ]),
  );
  return {
    name: 'heddle-mutation',
    setup(build) {
      build.onLoad({ filter: /\.ts$/ }, ({ path: file }) => {
        const contents = files.get(path.normalize(file));
        return contents === undefined ? undefined : { contents, loader: 'ts' };
      });
    },
  };
}
