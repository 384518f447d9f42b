/** Writes docs/expression-functions.md from the tables in core/expression. A unit test compares the two. */
import { build } from 'esbuild';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const bundle = await build({
  stdin: {
    contents: `export { referencePage } from '@/core/expression/reference';`,
    resolveDir: root,
    loader: 'ts',
  },
  alias: { '@': root },
  bundle: true,
  write: false,
  format: 'esm',
  platform: 'node',
});
const source = Buffer.from(bundle.outputFiles[0].contents).toString('base64');
const { referencePage } = await import(`data:text/javascript;base64,${source}`);
writeFileSync(new URL('../docs/expression-functions.md', import.meta.url), referencePage());
