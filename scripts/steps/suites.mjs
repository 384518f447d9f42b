/** The suites of `npm test`, in the order in which a failure is cheapest to find. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { ensureBrowser } from './browser.mjs';
import { ensureBundles } from './bundle.mjs';
import { runChaos } from './chaos.mjs';
import { runChecks, runNode } from './checks.mjs';
import { ensureGenerated } from './generate.mjs';
import { ensurePages } from './pages.mjs';
import { inProject } from './project.mjs';
import { ensureRedis } from './redis.mjs';
import { step } from './report.mjs';
import { runSimulation } from './simulation.mjs';
import { readVitestTotals, vitestArguments } from './vitest.mjs';

const BROWSER_REPORT = 'test-results/browser.json';

/** Runs all suites. What cannot even be prepared counts as one failure, and the rest still runs. */
export async function runSuites() {
  const total = { passed: 0, failed: 0 };
  const add = ({ passed, failed }) => {
    total.passed += passed;
    total.failed += failed;
  };
  await attempt('generate', ensureGenerated, add);
  console.log('\nchecks');
  add(await runChecks({ env: { HEDDLE_TEST_CASES: 'all' } }));
  console.log('\nsimulation');
  await attempt('seeds', () => runSimulation(add), add);
  console.log('\ndatabase tests');
  await attempt('redis', ensureRedis, add);
  add(await runDatabaseTests());
  console.log('\nbrowser tests');
  const browser = await attempt('browser', ensureBrowser, add);
  const built =
    (await attempt('bundles', ensureBundles, add)) !== undefined &&
    (await attempt('pages', ensurePages, add)) !== undefined;
  if (built && browser !== undefined) add(await runBrowserTests());
  if (built) add(await runChaosTest());
  return total;
}

async function attempt(title, work, add) {
  try {
    return await step(title, work);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    add({ passed: 0, failed: 1 });
    return undefined;
  }
}

async function runDatabaseTests() {
  const { code } = await runNode(vitestArguments('db'), { show: true });
  return orOneFailure(readVitestTotals('db'), code);
}

async function runBrowserTests() {
  rmSync(inProject(BROWSER_REPORT), { force: true });
  const { code } = await runNode(['node_modules/@playwright/test/cli.js', 'test'], {
    show: true,
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: BROWSER_REPORT },
  });
  if (!existsSync(inProject(BROWSER_REPORT))) return orOneFailure({ passed: 0, failed: 0 }, code);
  const { stats } = JSON.parse(readFileSync(inProject(BROWSER_REPORT), 'utf8'));
  return orOneFailure({ passed: stats.expected, failed: stats.unexpected + stats.flaky }, code);
}

/** The built product while everything around it fails: each kind of fault once, always with the same dice. */
async function runChaosTest() {
  console.log('\nchaos');
  try {
    return await runChaos(['--short', '--seed', '1']);
  } catch (error) {
    console.error(error);
    return { passed: 0, failed: 1 };
  }
}

/** A runner that ended badly without a failed test of its own is one failure. */
function orOneFailure(totals, code) {
  return code !== 0 && totals.failed === 0 ? { ...totals, failed: 1 } : totals;
}
