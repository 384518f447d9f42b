/** `npm run bench`: builds what changed and measures. One JSON line for each case on stdout. */
import './steps/require-node.mjs';

const { runScript } = await import('./steps/report.mjs');
const { inProject } = await import('./steps/project.mjs');
const { prepare, silently } = await import('./steps/prepare.mjs');

await runScript(async () => {
  await prepare(silently);
  const { runBench } = await import(inProject('bench/run.mjs'));
  await runBench(process.argv.slice(2));
});
