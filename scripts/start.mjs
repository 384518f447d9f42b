/**
 * `npm start`: from a bare clone to a running Heddle. Depends on Node alone; everything later comes from the packages it
 * installs and the bundles it builds.
 */
import './steps/require-node.mjs';

const { runScript, step } = await import('./steps/report.mjs');
const { inProject, loadSettings } = await import('./steps/project.mjs');
const { prepare } = await import('./steps/prepare.mjs');

await runScript(async () => {
  loadSettings();
  console.log('\nHeddle\n');
  await prepare(step);
  const { main } = await import(inProject('dist/heddle.mjs'));
  await main(['up', ...process.argv.slice(2)]);
});
