/**
 * `npm run simulate`: random workflows on a virtual clock, with everything going wrong that can. See
 * testing/simulator/README.md. Options: `--seeds N`, `--from N`, `--jobs N`, `--seed N [--verbose]`, `--mutations`.
 */
import './steps/require-node.mjs';
import os from 'node:os';

const { runScript, seconds } = await import('./steps/report.mjs');
const { ensureInstalled } = await import('./steps/install.mjs');

await runScript(async () => {
  const options = readOptions(process.argv.slice(2));
  await ensureInstalled();
  const { ensureGenerated } = await import('./steps/generate.mjs');
  await ensureGenerated();
  const { loadSimulator } = await import('./steps/simulator.mjs');
  if (options.mutations) {
    const { huntMutations } = await import('./steps/mutations.mjs');
    process.exitCode = (await huntMutations(options)) ? 0 : 1;
    return;
  }
  const simulator = await loadSimulator();
  if (options.seed !== null) {
    console.log(
      await simulator.explainSeed(options.seed, { shrinks: !options.whole, trace: options.verbose }),
    );
    return;
  }
  const done = await simulator.simulate({ ...options, maxFailures: 5 }, progress());
  for (const { seed } of done.failures) {
    console.log(`\n${await simulator.explainSeed(seed, { shrinks: true, trace: false })}`);
  }
  const perMinute = Math.round((done.runs / done.tookMs) * 60_000);
  console.log(
    `\n${done.seeds} seeds, ${done.runs} runs, ${Math.round(done.virtualMs / 60_000)} virtual minutes in ` +
      `${seconds(done.tookMs)} (${perMinute} runs a minute): ${done.seeds - done.failures.length} passed, ${done.failures.length} failed`,
  );
  process.exitCode = done.failures.length > 0 ? 1 : 0;
});

/** A line now and then. */
function progress() {
  let told = performance.now();
  return ({ seeds, runs, failures }) => {
    if (performance.now() - told < 5000) return;
    told = performance.now();
    console.log(`${seeds} seeds, ${runs} runs, ${failures.length} failed`);
  };
}

/** @param {readonly string[]} args */
function readOptions(args) {
  const valueOf = (name) => {
    const at = args.findIndex((arg) => arg === `--${name}` || arg.startsWith(`--${name}=`));
    if (at < 0) return null;
    const text = args[at].includes('=') ? args[at].split('=')[1] : args[at + 1];
    const value = Number(text);
    if (text === undefined || !Number.isInteger(value)) throw new Error(`--${name} wants a whole number.`);
    return value;
  };
  return {
    seed: valueOf('seed'),
    seeds: valueOf('seeds') ?? 500,
    from: valueOf('from') ?? 1,
    jobs: valueOf('jobs') ?? Math.max(1, os.availableParallelism()),
    verbose: args.includes('--verbose'),
    /** Shows the case as it was drawn, not made small. */
    whole: args.includes('--whole'),
    mutations: args.includes('--mutations'),
  };
}
