/** `npm run build`: everything that `npm start` needs, without starting it. */
import './steps/require-node.mjs';

const { runScript, step } = await import('./steps/report.mjs');
const { prepare } = await import('./steps/prepare.mjs');

await runScript(() => prepare(step));
