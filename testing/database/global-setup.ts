/**
 * Starts one PostgreSQL for all database tests and migrates a template once; each test file copies the template, which
 * takes a fraction of a migration. What earlier, killed runs left behind is cleared first.
 */
import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { findCluster, startCluster } from '@/infra/embedded-postgres/cluster';
import { isAlive } from '@/infra/embedded-postgres/postmaster';
import { migrate } from '@/infra/db/migrate';
import { findScratchRoot } from './scratch-root';

const PREFIX = 'heddle-test-';
const OWNER_FILE = 'owner.pid';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Superuser's connection string of the template database. */
    templateUrl: string;
  }
}

export const migrationsFolder = fileURLToPath(new URL('../../prisma/migrations', import.meta.url));

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const root = await findScratchRoot();
  await clearLeftovers(root);
  const dataDir = await mkdtemp(path.join(root, PREFIX));
  await writeFile(path.join(dataDir, OWNER_FILE), String(process.pid));
  const cluster = await startCluster({ dataDir, skipInitSync: true });
  const template = `template_${randomBytes(4).toString('hex')}`;
  const client = new pg.Client({ connectionString: cluster.superuserUrl('postgres') });
  await client.connect();
  await client.query(`create database ${template}`);
  await client.end();
  await migrate({ ownerUrl: cluster.superuserUrl(template), folder: migrationsFolder });
  project.provide('templateUrl', cluster.superuserUrl(template));
  return async () => {
    await cluster.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}

async function clearLeftovers(root: string): Promise<void> {
  const names = (await readdir(root)).filter((name) => name.startsWith(PREFIX));
  for (const name of names) {
    const dataDir = path.join(root, name);
    const owner = Number(await readFile(path.join(dataDir, OWNER_FILE), 'utf8').catch(() => ''));
    if (!owner || isAlive(owner)) continue;
    const cluster = await findCluster({ dataDir }).catch(() => null);
    await cluster?.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}
