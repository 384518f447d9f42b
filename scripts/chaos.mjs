/** `npm run chaos`: builds what changed, starts Heddle on a database of its own and breaks everything around it. */
import './steps/require-node.mjs';

const { runScript, step } = await import('./steps/report.mjs');
const { prepare } = await import('./steps/prepare.mjs');

await runScript(async () => {
  const args = process.argv.slice(2);
  await prepare(step);
  const { ensureRedis } = await import('./steps/redis.mjs');
  if (args.includes('--redis')) await step('redis', ensureRedis);
  const { runChaos } = await import('./steps/chaos.mjs');
  const { failed } = await runChaos(args);
  process.exitCode = failed > 0 ? 1 : 0;
});
