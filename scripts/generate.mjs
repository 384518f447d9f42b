/** `npm run generate`: the node registry and the Prisma client, where their inputs changed. */
import './steps/require-node.mjs';

const { runScript, step } = await import('./steps/report.mjs');
const { ensureGenerated } = await import('./steps/generate.mjs');

await runScript(() => step('generate', ensureGenerated));
