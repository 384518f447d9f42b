import { defineConfig } from '@playwright/test';
import journeys from './playwright.config';

const { projects: _, ...settings } = journeys;

/** As the journeys, but takes the pictures of `docs/screens`. */
export default defineConfig(settings, {
  testMatch: /take-screens\.ts$/,
  workers: 1,
  reporter: [['list']],
});
