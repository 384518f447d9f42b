/** `npm run screens`: builds what changed and takes the pictures of `docs/screens`: every page, light and dark, two widths. */
import './steps/require-node.mjs';

const { runScript, step } = await import('./steps/report.mjs');
const { prepare } = await import('./steps/prepare.mjs');

await runScript(async () => {
  await prepare(step);
  const { ensureBrowser } = await import('./steps/browser.mjs');
  await step('browser', ensureBrowser);
  const { runNode } = await import('./steps/checks.mjs');
  const { code } = await runNode(
    ['node_modules/@playwright/test/cli.js', 'test', '--config', 'playwright.screens.config.ts'],
    { show: true },
  );
  process.exitCode = code;
});
