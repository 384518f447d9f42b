/** The pages: Next's production build. The stamp is written last, so a build that was cut short never counts. */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { hashSources, inProject, readStamp, runProgram } from './project.mjs';

const STAMP = 'dist/pages';
const SOURCES = [
  'app',
  'components',
  'core',
  'infra',
  'messages',
  'nodes',
  'public',
  'server',
  'services',
  'i18n',
  'instrumentation-client.ts',
  'next.config.js',
  'next.config.mjs',
  'next.config.ts',
  'postcss.config.mjs',
  'tsconfig.json',
  'package-lock.json',
];

/** Builds what changed. Returns what was done, for the step's line. */
export async function ensurePages() {
  const hash = hashSources(SOURCES);
  if (readStamp(STAMP) === hash && existsSync(inProject('.next/BUILD_ID'))) return 'unchanged';
  rmSync(inProject(STAMP), { force: true });
  await runProgram(process.execPath, [inProject('node_modules/next/dist/bin/next'), 'build'], {
    env: { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
  });
  mkdirSync(inProject('dist'), { recursive: true });
  writeFileSync(inProject(STAMP), hash);
  return 'built';
}
