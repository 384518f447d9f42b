/** Bundles the chaos program, which is TypeScript, and runs it in this process. */
import { pathToFileURL } from 'node:url';
import { bundleOptions } from './bundle.mjs';
import { inProject, projectRoot } from './project.mjs';

/**
 * Runs it with these arguments. Each rule of the oracle counts as one.
 * @param {readonly string[]} args
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export async function runChaos(args) {
  const { build } = await import('esbuild');
  await build({
    ...bundleOptions(),
    entryPoints: [{ in: inProject('testing/chaos/main.ts'), out: 'chaos' }],
  });
  const {
    readSettings,
    runChaos: run,
    countRules,
  } = await import(pathToFileURL(inProject('dist/chaos.mjs')).href);
  return countRules(await run(projectRoot, readSettings(args)));
}
