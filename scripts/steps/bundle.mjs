/** The processes' bundles: TypeScript to one file each, because Node 20 runs no TypeScript by itself. */
import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hashSources, inProject, readStamp } from './project.mjs';
import { StepFailure } from './report.mjs';

const STAMP = 'dist/bundles';
const SOURCES = [
  'core',
  'infra',
  'nodes',
  'services',
  'server',
  'worker',
  'scripts',
  'prisma',
  'templates',
  'tsconfig.json',
  'package-lock.json',
];

/** Output name → source. Those that do not exist are left out. */
const ENTRIES = {
  web: 'server/main.ts',
  worker: 'worker/main.ts',
  'sandbox-child': 'worker/sandbox/child.ts',
  'step-thread': 'worker/threads/thread.ts',
  heddle: 'scripts/cli/main.ts',
};

/** `packages: 'external'` would leave a misspelt `@/…` to the running process; here it fails the build. */
const requireOwnModules = {
  name: 'heddle-own-modules',
  setup(build) {
    build.onResolve({ filter: /^@\// }, ({ path: name, importer }) => {
      const base = inProject(name.slice(2));
      const file = ['', '.ts', '.tsx', '.mjs']
        .map((ending) => base + ending)
        .find((candidate) => isFile(candidate));
      return file
        ? { path: file }
        : { errors: [{ text: `${importer} imports ${name}, which does not exist` }] };
    });
  },
};

function isFile(candidate) {
  return statSync(candidate, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** esbuild's settings, shared with `npm run dev`. */
export function bundleOptions() {
  const entryPoints = Object.entries(ENTRIES)
    .filter(([, source]) => existsSync(inProject(source)))
    .map(([out, source]) => ({ in: inProject(source), out }));
  return {
    entryPoints,
    absWorkingDir: inProject(),
    outdir: inProject('dist'),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    plugins: [requireOwnModules],
    tsconfig: inProject('tsconfig.json'),
    sourcemap: 'linked',
    logLevel: 'silent',
  };
}

/** The next start bundles again, whatever the stamp said. */
export function forgetBundles() {
  rmSync(inProject(STAMP), { force: true });
}

/** Bundles what changed. Returns what was done, for the step's line. */
export async function ensureBundles() {
  const hash = hashSources(SOURCES);
  if (readStamp(STAMP) === hash) return 'unchanged';
  forgetBundles();
  const { build } = await import('esbuild');
  await build(bundleOptions()).catch((error) => {
    const faults = error.errors?.map(
      ({ text, location }) => `${location ? `${location.file}:${location.line} ` : ''}${text}`,
    );
    throw new StepFailure(`The sources cannot be bundled:\n${faults?.join('\n') ?? error.message}`);
  });
  mkdirSync(inProject('dist'), { recursive: true });
  writeFileSync(inProject(STAMP), hash);
  return 'built';
}
