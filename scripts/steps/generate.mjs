/** The generated sources: the node registry, the library of users' code and the Prisma client. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { hashSources, inProject, readStamp, runProgram } from './project.mjs';
import { ensureGuestLibrary } from '../generate-guest-library.mjs';
import { generateRegistry } from '../generate-registry.mjs';

const CLIENT = 'infra/db/generated';
const STAMP = `${CLIENT}/.inputs`;

/** Generates what is out of date. Returns what was done, for the step's line. */
export async function ensureGenerated() {
  const count = generateRegistry();
  await ensureGuestLibrary();
  const made = await ensurePrismaClient();
  return `${count} node types, database client ${made ? 'made' : 'unchanged'}`;
}

async function ensurePrismaClient() {
  const hash = hashSources(['prisma/schema.prisma', 'prisma.config.ts', 'node_modules/prisma/package.json']);
  if (readStamp(STAMP) === hash) return false;
  if (!existsSync(inProject('prisma/schema.prisma'))) return false;
  await runProgram(process.execPath, [inProject('node_modules/prisma/build/index.js'), 'generate'], {
    env: {
      PRISMA_SCHEMA_ENGINE_BINARY: inProject('scripts/schema-engine.mjs'),
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
    },
  });
  mkdirSync(inProject(CLIENT), { recursive: true });
  writeFileSync(inProject(STAMP), hash);
  return true;
}
