/** The simulator's bundle: the engine, the worker and what plays them, in one file that threads can load. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundleOptions } from './bundle.mjs';
import { inProject } from './project.mjs';

/**
 * Bundles and loads it. `plugins` may change sources on the way, each such bundle under a name of its own.
 * @param {{ name?: string, plugins?: readonly import('esbuild').Plugin[] }} [options]
 */
export async function loadSimulator({ name = 'main', plugins = [] } = {}) {
  const { build } = await import('esbuild');
  const shared = bundleOptions();
  const outdir = inProject('dist/simulator');
  mkdirSync(outdir, { recursive: true });
  await build({
    ...shared,
    entryPoints: [{ in: inProject('testing/simulator/main.ts'), out: name }],
    outdir,
    plugins: [...plugins, ...shared.plugins],
  });
  return import(pathToFileURL(path.join(outdir, `${name}.mjs`)).href);
}
