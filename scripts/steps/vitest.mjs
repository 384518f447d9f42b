/** How a suite of vitest is run, and what came out of it. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { inProject } from './project.mjs';

const report = (suite) => `test-results/vitest-${suite}.json`;

/** Arguments for Node. Forgets the report of an earlier run.
 * @param {'unit' | 'db'} suite
 */
export function vitestArguments(suite) {
  rmSync(inProject(report(suite)), { force: true });
  return [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--project',
    suite,
    '--passWithNoTests',
    '--reporter=dot',
    '--reporter=json',
    `--outputFile.json=${report(suite)}`,
  ];
}

/**
 * The totals of the last run. A file that could not be loaded is a failure of its own.
 * @param {'unit' | 'db'} suite
 */
export function readVitestTotals(suite) {
  if (!existsSync(inProject(report(suite)))) return { passed: 0, failed: 0 };
  const result = JSON.parse(readFileSync(inProject(report(suite)), 'utf8'));
  const unloaded = result.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  );
  return { passed: result.numPassedTests, failed: result.numFailedTests + unloaded.length };
}
