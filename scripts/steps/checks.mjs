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

const eslint = (config, paths) => [
  'node_modules/eslint/bin/eslint.js',
  ...paths,
  '--config',
  config,
  '--max-warnings',
  '0',
  '--no-warn-ignored',
  '--cache',
  '--cache-location',
  `node_modules/.cache/eslint/${config}.json`,
];
const prettier = (paths) => [
  'node_modules/prettier/bin/prettier.cjs',
  '--check',
  '--cache',
  '--ignore-unknown',
  '--log-level',
  'warn',
  ...paths,
];
const TYPES = {
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
};

/** First what slips break most and what tells it within seconds, then long ones, so that they overlap. */
const CHECKS = [
  { name: 'quick lint', args: eslint('eslint.quick.config.mjs', ['.']) },
  { name: 'format', args: prettier(['.']) },
  { name: 'lint', args: eslint('eslint.config.mjs', ['.']) },
  TYPES,
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
];

/**
 * The checks of files alone that take seconds, and the types: what a commit is looked at with.
 * @param {readonly string[]} files relative to the project
 */
function checksOf(files) {
  const sources = files.filter((file) => /\.(?:[cm]?js|tsx?)$/.test(file));
  return [
    ...(files.length > 0 ? [{ name: 'format', args: prettier(files) }] : []),
    ...(sources.length > 0 ? [{ name: 'lint', args: eslint('eslint.config.mjs', sources) }] : []),
    TYPES,
  ];
}

/**
 * Runs all of them, as many at a time as there are cores. What fails is told at once. A static check counts as one; tests
 * count one each.
 * @param {{ env?: Record<string, string>, files?: readonly string[] }} [options] `env`: what the programs are told
 *   besides; `files`: only these, without the tests
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export async function runChecks({ env = {}, files } = {}) {
  const waiting = files === undefined ? [...CHECKS] : checksOf(files);
  const sum = { passed: 0, failed: 0 };
  const lane = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      const { passed, failed } = await runCheck(check, env);
      sum.passed += passed;
      sum.failed += failed;
    }
  };
  await Promise.all(Array.from({ length: Math.max(2, os.availableParallelism()) }, lane));
  return sum;
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
  if (totals.failed > 0) console.log(`\n── ${check.name} ──\n${output.trim()}\n`);
  return totals;
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
