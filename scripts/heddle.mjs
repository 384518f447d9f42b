/** `npm run heddle -- <command>`: brings the command line's bundle up to date, quietly, and runs it. */
import './steps/require-node.mjs';

const { runScript } = await import('./steps/report.mjs');
const { inProject, loadSettings } = await import('./steps/project.mjs');
const { prepare, silently } = await import('./steps/prepare.mjs');

await runScript(async () => {
  const args = process.argv.slice(2);
  loadSettings();
  await prepare(silently, { pages: args[0] === 'up' });
  const { main } = await import(inProject('dist/heddle.mjs'));
  // npm moves to the project's folder; file names are meant from where the person stood.
  await main(args, process.env.INIT_CWD ?? process.cwd());
});
