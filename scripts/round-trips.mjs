/**
 * `npm run round-trips`: generated graphs that go out as files and come back, see testing/exchange. Options: `--count N`
 * (10,000), `--seed N` to repeat one run.
 */
import './steps/require-node.mjs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const { runScript, seconds } = await import('./steps/report.mjs');
const { ensureInstalled } = await import('./steps/install.mjs');

await runScript(async () => {
  const { count = 10_000, seed } = readOptions(process.argv.slice(2));
  await ensureInstalled();
  const { ensureGenerated } = await import('./steps/generate.mjs');
  await ensureGenerated();
  const { build } = await import('esbuild');
  const { bundleOptions } = await import('./steps/bundle.mjs');
  const { inProject } = await import('./steps/project.mjs');
  const outdir = inProject('dist/round-trips');
  await build({ ...bundleOptions(), entryPoints: [inProject('testing/exchange/round-trips.ts')], outdir });
  const { roundTrips } = await import(pathToFileURL(path.join(outdir, 'round-trips.mjs')).href);
  const began = performance.now();
  roundTrips({ count, ...(seed === undefined ? {} : { seed }) });
  console.log(
    `${count} graphs of each kind came back as they were, in ${seconds(performance.now() - began)}.`,
  );
});

/** @param {readonly string[]} args */
function readOptions(args) {
  const options = {};
  for (const name of ['count', 'seed']) {
    const at = args.findIndex((arg) => arg === `--${name}` || arg.startsWith(`--${name}=`));
    if (at < 0) continue;
    const text = args[at].includes('=') ? args[at].split('=')[1] : args[at + 1];
    if (!Number.isInteger(Number(text))) throw new Error(`--${name} wants a whole number.`);
    options[name] = Number(text);
  }
  return options;
}
