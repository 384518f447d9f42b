/**
 * Runs the cases and prints one JSON line for each. `npm run bench -- webhook` runs those whose name contains the word;
 * `--seconds=N` sets how long a load lasts, `--rounds=N` how often each case is measured (the medians are printed, and the
 * range of what counts a second), `--stored=N` how many finished runs are in the database before the first case,
 * `--items=N` how many items a run of much data has.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { inProject } from '../scripts/steps/project.mjs';
import { bundleCases } from './bundle-cases.mjs';
import { bigFile } from './cases/big-file.mjs';
import { concurrentRuns } from './cases/concurrent.mjs';
import { dueTable } from './cases/due-table.mjs';
import { editorWith } from './cases/editor.mjs';
import { recording, saveModes, subWorkflow, writeEffect, writeEffectInMap } from './cases/flow-costs.mjs';
import { codeOver100, fiveGets, loopOver1000, loopOver1000Singly, tenEdits } from './cases/flows.mjs';
import { flatMemory } from './cases/flat-memory.mjs';
import { listByRest, listByTrpc } from './cases/lists.mjs';
import { liveLatency } from './cases/live.mjs';
import { manyByRest, manyByTrpc } from './cases/many-workflows.mjs';
import { idleMemory } from './cases/memory.mjs';
import { parkedRuns } from './cases/parked.mjs';
import { retention } from './cases/retention.mjs';
import { warmStart } from './cases/warm-start.mjs';
import { oneAndTwoWorkers } from './cases/workers.mjs';
import { asynchronous, synchronous, synchronousBusy } from './cases/webhooks.mjs';
import { runLoad } from './load.mjs';
import { startProduct } from './product.mjs';
import { storeRuns } from './stored-runs.mjs';

const PRODUCT_CASES = {
  'memory-idle': idleMemory,
  'big-file': bigFile,
  'flat-memory-edit': flatMemory(false),
  'flat-memory-map': flatMemory(true),
  floor,
  'webhook-sync': synchronous,
  'webhook-sync-busy': synchronousBusy,
  'webhook-async': asynchronous,
  'flow-ten-edits': tenEdits,
  'flow-code-100': codeOver100,
  'flow-loop-1000': loopOver1000,
  'flow-loop-1000-singly': loopOver1000Singly,
  'flow-five-gets': fiveGets,
  'flow-write-effect': writeEffect,
  'flow-write-effect-map': writeEffectInMap,
  'flow-recording': recording,
  'flow-save-modes': saveModes,
  'flow-sub-workflow': subWorkflow,
  'list-50-rest': listByRest,
  'list-50-trpc': listByTrpc,
  'live-latency': liveLatency({ perSecond: 200, tabs: 1 }),
  'live-20-tabs': liveLatency({ perSecond: 500, tabs: 20 }),
  'list-50-of-10000-rest': manyByRest,
  'list-50-of-10000-trpc': manyByTrpc,
  retention,
  'due-table': dueTable,
  'parked-runs': parkedRuns,
  'concurrent-runs': concurrentRuns,
  'warm-start': warmStart,
  'workers-with-redis': oneAndTwoWorkers,
  'editor-500-nodes': editorWith(500),
  'editor-1000-nodes': editorWith(1000),
};

/** Whether the cases that are asked for need the product, and not its pure code alone. @param {readonly string[]} args */
export function needsProduct(args) {
  return Object.keys(PRODUCT_CASES).some(wantedBy(args));
}

function wantedBy(args) {
  const words = args.filter((arg) => !arg.startsWith('--'));
  return (name) => words.length === 0 || words.some((word) => name.includes(word));
}

/** @param {readonly string[]} args */
export async function runBench(args) {
  const option = (name, fallback) =>
    Number(args.find((arg) => arg.startsWith(`--${name}=`))?.split('=')[1] ?? fallback);
  const seconds = option('seconds', 10);
  const items = option('items', 1_000_000);
  const rounds = option('rounds', 1);
  const stored = option('stored', 0);
  const wanted = wantedBy(args);
  await runCoreCases(wanted);
  const cases = Object.entries(PRODUCT_CASES).filter(([name]) => wanted(name));
  if (cases.length === 0) return;
  const product = await startProduct();
  try {
    let floorPerSecond;
    if (stored > 0) print('stored', await storeRuns(product, stored));
    for (const [name, run] of cases) {
      const figures = await measured(() => run({ product, seconds, items }), rounds);
      if (name === 'floor') floorPerSecond = figures.perSecond;
      const comparable = name !== 'floor' && floorPerSecond && figures.perSecond;
      print(name, comparable ? { ...figures, ofFloor: round(figures.perSecond / floorPerSecond) } : figures);
    }
  } finally {
    await product.stop();
  }
}

/** The median of each figure of so many rounds, and the range of the rate. */
async function measured(run, rounds) {
  const all = [];
  for (let round = 0; round < rounds; round += 1)
    all.push(await run().catch((error) => ({ error: error.message })));
  const failed = all.find(({ error }) => error);
  if (rounds === 1 || failed) return failed ?? all[0];
  const rates = all.map(({ perSecond }) => perSecond).filter((rate) => rate !== undefined);
  return {
    ...medians(all),
    rounds,
    ...(rates.length > 0 && { range: [Math.min(...rates), Math.max(...rates)] }),
  };
}

/** Of figures of the same shape; what is no number is that of the first. */
function medians([first, ...others]) {
  return Object.fromEntries(
    Object.entries(first).map(([key, value]) => {
      const values = [value, ...others.map((other) => other[key])];
      if (typeof value === 'number') return [key, values.toSorted((a, b) => a - b)[values.length >> 1]];
      return [key, value !== null && value?.constructor === Object ? medians(values) : value];
    }),
  );
}

async function runCoreCases(wanted) {
  if (
    ![
      'validate-1000-nodes',
      'node-lookup-10000',
      'expressions',
      'engine-1000-steps',
      'import-n8n-174-nodes',
    ].some(wanted)
  )
    return;
  const [core, engineCases, importCases] = await bundleCases('core-cases', 'engine-cases', 'import-cases');
  if (wanted('validate-1000-nodes')) print('validate-1000-nodes', core.validation());
  if (wanted('node-lookup-10000')) print('node-lookup-10000', core.lookup());
  if (wanted('expressions')) print('expressions', core.expressions());
  if (wanted('import-n8n-174-nodes'))
    print('import-n8n-174-nodes', importCases.importing(await coldImports(7)));
  if (wanted('engine-1000-steps')) print('engine-1000-steps', engineCases.engine());
}

/** Milliseconds of the first import in each of so many new processes. */
async function coldImports(count) {
  const cold = [];
  for (let round = 0; round < count; round += 1) {
    const child = fork(inProject('bench/cold-import.mjs'));
    const [milliseconds] = await once(child, 'message');
    cold.push(milliseconds);
  }
  return cold;
}

/** What this machine gives at best, in the same minute and beside the same idle product. */
async function floor({ product, seconds }) {
  const server = fork(inProject('bench/floor-server.mjs'), [product.databaseUrl]);
  try {
    const { port } = await new Promise((resolve) => server.once('message', resolve));
    const request = (n) => ({
      method: 'POST',
      path: '/',
      body: JSON.stringify({ amount: n % 200, customer: `c${n}` }),
    });
    const load = { origin: `http://127.0.0.1:${port}`, connections: 20, request };
    await runLoad({ ...load, seconds: 2 });
    return await runLoad({ ...load, seconds });
  } finally {
    server.kill();
  }
}

function print(name, result) {
  console.log(JSON.stringify({ case: name, ...result }));
}

function round(ratio) {
  return Math.round(ratio * 1000) / 1000;
}
