/**
 * `npm run check`: everything that needs neither database nor browser. The checks run side by side, as many as there
 * are cores. With `--fast` only format, lint and types of what is not on the main branch yet.
 */
import './steps/require-node.mjs';

const { runScript } = await import('./steps/report.mjs');
const { ensureGenerated } = await import('./steps/generate.mjs');
const { ensureInstalled } = await import('./steps/install.mjs');
const { runChecks } = await import('./steps/checks.mjs');
const { listChangedFiles } = await import('./steps/changed-files.mjs');

await runScript(async () => {
  await ensureInstalled();
  await ensureGenerated();
  const isFast = process.argv.includes('--fast');
  const total = await runChecks(isFast ? { files: await listChangedFiles() } : {});
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  if (total.failed > 0) process.exitCode = 1;
});
