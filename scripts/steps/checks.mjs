/** The static checks and the unit tests: what each runs, and how many can fail in it. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import os from 'node:os';
import { inProject, projectRoot } from './project.mjs';
import { seconds } from './report.mjs';
import { readVitestTotals, vitestArguments } from './vitest.mjs';

const ROOMS = [
  'app',
  'bench',
  'components',
  'core',
  'e2e',
  'infra',
  'nodes',
  'prisma',
  'scripts',
  'server',
  'services',
  'templates',
  'testing',
  'worker',
];

/** Long ones first, so that they overlap. */
const CHECKS = [
  {
    name: 'lint',
    args: [
      'node_modules/eslint/bin/eslint.js',
      '.',
      '--max-warnings',
      '0',
      '--cache',
      '--cache-location',
      'node_modules/.cache/eslint/',
    ],
  },
  {
    name: 'types',
    args: [
      'node_modules/typescript/bin/tsc',
      '--noEmit',
      '-p',
      'tsconfig.json',
      '--incremental',
      '--tsBuildInfoFile',
      'node_modules/.cache/typescript/check.tsbuildinfo',
    ],
  },
  { name: 'unit tests', args: vitestArguments('unit'), totals: () => readVitestTotals('unit') },
  {
    name: 'dead code',
    args: [
      'node_modules/knip/bin/knip.js',
      '--no-progress',
      '--cache',
      '--cache-location',
      'node_modules/.cache/knip',
    ],
  },
  {
    name: 'imports',
    args: [
      'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
      '--config',
      '.dependency-cruiser.cjs',
      '--output-type',
      'err',
      ...ROOMS.filter((room) => existsSync(inProject(room))),
    ],
  },
  {
    name: 'format',
    args: ['node_modules/prettier/bin/prettier.cjs', '--check', '--cache', '--log-level', 'warn', '.'],
  },
];

/**
 * Runs all of them. A static check counts as one; tests count one each.
 * @param {Record<string, string>} [env] what the programs are told besides
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export async function runChecks(env = {}) {
  const waiting = [...CHECKS];
  const done = [];
  const lane = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) done.push(await runCheck(check, env));
  };
  await Promise.all(Array.from({ length: Math.max(2, os.availableParallelism()) }, lane));
  for (const { name, output, totals } of done) {
    if (totals.failed > 0) console.log(`\n── ${name} ──\n${output.trim()}`);
  }
  return done.reduce(
    (sum, { totals }) => ({ passed: sum.passed + totals.passed, failed: sum.failed + totals.failed }),
    { passed: 0, failed: 0 },
  );
}

async function runCheck(check, env) {
  const began = performance.now();
  const { code, output } = await runNode(check.args, { env });
  const totals = (check.totals ?? (() => ({ passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 })))();
  // A runner that died before it wrote its totals is one failure.
  if (code !== 0 && totals.failed === 0) totals.failed = 1;
  const count = check.totals
    ? `${totals.passed} passed, ${totals.failed} failed`
    : totals.failed === 0
      ? 'clean'
      : 'failed';
  console.log(
    `  ${totals.failed === 0 ? '✓' : '✗'} ${check.name.padEnd(14)} ${count.padEnd(30)} ${seconds(performance.now() - began).padStart(7)}`,
  );
  return { name: check.name, output, totals };
}

/**
 * Runs a Node program in the project and gives back what it said.
 * @param {readonly string[]} args
 * @param {{ env?: Record<string, string>, show?: boolean }} [options]
 * @returns {Promise<{ code: number, output: string }>}
 */
export function runNode(args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd: projectRoot,
      env: { ...process.env, FORCE_COLOR: '0', ...options.env },
      stdio: options.show ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout?.on('data', (chunk) => (output += chunk));
    child.stderr?.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => resolve({ code: 1, output: error.message }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
