/**
 * `npm run check`: everything that needs neither database nor browser. The checks run side by side, as many as there
 * are cores; the output of those that failed is shown at the end.
 */
import './steps/require-node.mjs';

const { runScript } = await import('./steps/report.mjs');
const { ensureGenerated } = await import('./steps/generate.mjs');
const { ensureInstalled } = await import('./steps/install.mjs');
const { runChecks } = await import('./steps/checks.mjs');

await runScript(async () => {
  await ensureInstalled();
  await ensureGenerated();
  const total = await runChecks();
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  if (total.failed > 0) process.exitCode = 1;
});
