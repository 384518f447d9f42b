import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('.', import.meta.url));

/**
 * Two suites, told apart by the file's suffix: `*.test.ts` is pure and instant, `*.db.test.ts` talks to a real
 * PostgreSQL that `testing/database` starts once for all files.
 */
export default defineConfig({
  resolve: { alias: [{ find: /^@\//, replacement: root }] },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['**/*.test.ts', '**/*.test.tsx'],
          exclude: ['**/node_modules/**', '**/*.db.test.ts', 'e2e/**', 'dist/**', '.next/**'],
          // For what never ends. What takes three seconds alone takes ten times as long on a machine that does much else.
          testTimeout: 60_000,
          // Most of these files take a few milliseconds: loading core/ anew for each of them took twice as long as the
          // tests. They share nothing but modules, and core/ keeps no state in one.
          pool: 'threads',
          isolate: false,
          maxWorkers: 2,
        },
      },
      {
        extends: true,
        test: {
          name: 'db',
          include: ['**/*.db.test.ts'],
          exclude: ['**/node_modules/**', 'e2e/**', 'dist/**', '.next/**'],
          globalSetup: ['./testing/database/global-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
        },
      },
    ],
  },
});
