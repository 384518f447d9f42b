import { defineConfig } from '@playwright/test';
import { findInstalledBrowser } from './scripts/steps/browser.mjs';

const executablePath = findInstalledBrowser();

/**
 * The browser journeys. They drive the built product with a real worker and a real database, started once by
 * `e2e/fixtures/start-product.ts`; one worker, because they share it.
 */
export default defineConfig({
  testDir: './e2e',
  outputDir: './test-results/browser',
  globalSetup: './e2e/fixtures/start-product.ts',
  workers: 1,
  fullyParallel: false,
  retries: 0,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  reporter: [
    ['list'],
    ['json', { outputFile: process.env['PLAYWRIGHT_JSON_OUTPUT_NAME'] ?? 'test-results/browser.json' }],
  ],
  use: {
    viewport: { width: 1440, height: 900 },
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    actionTimeout: 10_000,
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
