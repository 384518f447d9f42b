/** Writes docs/import-n8n-options.md from what an import makes of n8n's options. A unit test compares the two. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { bundleOptions } from './steps/bundle.mjs';
import { inProject } from './steps/project.mjs';

const outdir = inProject('dist/import-docs');
await build({
  ...bundleOptions(),
  entryPoints: [inProject('testing/n8n/options/options-page.ts')],
  outdir,
});
const { optionsPage } = await import(pathToFileURL(path.join(outdir, 'options-page.mjs')).href);
writeFileSync(inProject('docs/import-n8n-options.md'), optionsPage());
