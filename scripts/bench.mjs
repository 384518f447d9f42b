/** `npm run bench`: builds what changed and measures. One JSON line for each case on stdout. */
import './steps/require-node.mjs';

const { runScript } = await import('./steps/report.mjs');
const { inProject } = await import('./steps/project.mjs');
const { prepare, silently } = await import('./steps/prepare.mjs');
const { ensureInstalled } = await import('./steps/install.mjs');
const { ensureGenerated } = await import('./steps/generate.mjs');

await runScript(async () => {
  const args = process.argv.slice(2);
  await ensureInstalled();
  const { needsProduct, runBench } = await import(inProject('bench/run.mjs'));
  // Cases of pure code need neither bundles nor pages, which take minutes to build.
  await (needsProduct(args) ? prepare(silently) : ensureGenerated());
  await runBench(args);
});
