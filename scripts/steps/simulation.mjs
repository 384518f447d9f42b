/** The simulation as a suite of `npm test`: a fixed number of seeds, and what fails told in full. */
import os from 'node:os';
import { loadSimulator } from './simulator.mjs';

const SEEDS = 500;

/**
 * Plays the seeds; each counts as a test. Gives back what was done, for the step's line.
 * @param {(totals: { passed: number, failed: number }) => void} add
 */
export async function runSimulation(add) {
  const { simulate, explainSeed } = await loadSimulator();
  const done = await simulate({ from: 1, seeds: SEEDS, jobs: os.availableParallelism(), maxFailures: 5 });
  for (const { seed } of done.failures) {
    console.log(`\n${await explainSeed(seed, { shrinks: true, trace: false })}\n`);
  }
  add({ passed: done.seeds - done.failures.length, failed: done.failures.length });
  return `${done.seeds} seeds, ${done.runs} runs, ${done.failures.length} failed`;
}
