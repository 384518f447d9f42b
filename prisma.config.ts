/**
 * What Prisma's command line needs. The schema engine is our own script, so that no binary has to be downloaded, and
 * the run tables, which are hand-written SQL, stay outside its view.
 */
import path from 'node:path';
import { defineConfig } from 'prisma/config';

process.env['PRISMA_SCHEMA_ENGINE_BINARY'] ??= path.resolve('scripts/schema-engine.mjs');
process.env['PRISMA_HIDE_UPDATE_MESSAGE'] ??= '1';
process.env['CHECKPOINT_DISABLE'] ??= '1';

const url = process.env['DATABASE_OWNER_URL'] ?? process.env['DATABASE_URL'];

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  experimental: { externalTables: true },
  tables: {
    external: [
      'public.run_live',
      'public.runs',
      'public.run_facts',
      'public.receipts',
      'public.waits',
      'public.dead_letters',
      'public.workflow_memory',
      'public.run_gates',
      'public.kept_signals',
      'public.debounces',
      'public.workers',
      'public.live_interest',
      'public.processes',
      'public.backups',
    ],
  },
  ...(url ? { datasource: { url } } : {}),
});
