/**
 * `npm test`: everything, from a bare clone. Goes on through failures; the last line is the sum of all.
 */
import './steps/require-node.mjs';

const { runScript, seconds, step } = await import('./steps/report.mjs');
const { ensureInstalled } = await import('./steps/install.mjs');

await runScript(async () => {
  const began = performance.now();
  console.log('\nHeddle, all tests\n');
  await step('packages', ensureInstalled);
  const { runSuites } = await import('./steps/suites.mjs');
  const total = await runSuites();
  console.log(`\nin ${seconds(performance.now() - began)}\n${total.passed} passed, ${total.failed} failed`);
  process.exitCode = total.failed > 0 ? 1 : 0;
});
