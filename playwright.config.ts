import { defineConfig } from '@playwright/test';
import { findInstalledBrowser } from './scripts/steps/browser.mjs';

const executablePath = findInstalledBrowser();
const PLUG_PULLERS = ['**/kill-worker.spec.ts', '**/inbox.spec.ts'];

/**
 * The browser journeys. They drive the built product with a real worker and a real database, started once by
 * `e2e/fixtures/start-product.ts`. Each has a tenant of its own, so two go on at once; those that kill a process of the
 * product come when nobody else is there.
 */
export default defineConfig({
  testDir: './e2e',
  outputDir: './test-results/browser',
  globalSetup: './e2e/fixtures/start-product.ts',
  workers: 2,
  fullyParallel: false,
  projects: [
    { name: 'journeys', testIgnore: PLUG_PULLERS },
    { name: 'plug pulled', testMatch: PLUG_PULLERS, dependencies: ['journeys'], workers: 1 },
  ],
  retries: 0,
  timeout: 150_000,
  // Far beyond what anybody would wait: a busy machine is no fault, and speed is measured elsewhere.
  expect: { timeout: 20_000 },
  reporter: [
    ['list'],
    ['json', { outputFile: process.env['PLAYWRIGHT_JSON_OUTPUT_NAME'] ?? 'test-results/browser.json' }],
  ],
  use: {
    viewport: { width: 1440, height: 900 },
    // What glides is no place to press at: under load it moved away between the look and the click.
    contextOptions: { reducedMotion: 'reduce' },
    // Recording took two fifths of the processor's time. To hunt something: `--trace retain-on-failure`.
    trace: 'off',
    screenshot: 'only-on-failure',
    actionTimeout: 20_000,
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      args: [
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
