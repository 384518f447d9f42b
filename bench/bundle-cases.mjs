/** Cases that are made of the product's own modules: bundled beside it. */
import { build } from 'esbuild';
import { bundleOptions } from '../scripts/steps/bundle.mjs';
import { inProject } from '../scripts/steps/project.mjs';

/** Bundles these files of this folder and gives their modules, in the same order. @param {readonly string[]} names */
export async function bundleCases(...names) {
  await build({
    ...bundleOptions(),
    entryPoints: names.map((name) => inProject(`bench/${name}.ts`)),
    outdir: inProject('dist/bench'),
  });
  return Promise.all(names.map((name) => import(inProject(`dist/bench/${name}.mjs`))));
}
