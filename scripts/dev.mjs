/** `npm run dev`: Heddle with reload. Pages reload by themselves; web and worker start again when their bundle changed. */
import './steps/require-node.mjs';

const { runScript, step } = await import('./steps/report.mjs');
const { inProject, loadSettings, projectRoot } = await import('./steps/project.mjs');
const { prepare } = await import('./steps/prepare.mjs');
const { watchBundles } = await import('./steps/watch-bundles.mjs');

await runScript(async () => {
  loadSettings();
  console.log('\nHeddle, with reload\n');
  await prepare(step, { pages: false });
  const { up } = await import(inProject('dist/heddle.mjs'));
  await up({
    root: projectRoot,
    development: true,
    demo: process.argv.includes('--demo'),
    onRunning: (children) => watchBundles((changed) => restart(children, changed)),
  });
  process.exit();
});

/** The sandbox child and the threads belong to the workers. */
function restart(children, changed) {
  const belongs = (child) =>
    changed.includes(child.name.split(' ')[0]) ||
    (child.name.startsWith('worker') &&
      (changed.includes('sandbox-child') || changed.includes('step-thread')));
  for (const child of children.filter(belongs)) {
    console.log(`  ↻ ${child.name}`);
    child.restart().catch((error) => console.error(error));
  }
}
