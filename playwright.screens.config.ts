import { defineConfig } from '@playwright/test';
import journeys from './playwright.config';

/** As the journeys, but takes the pictures of `docs/screens`. */
export default defineConfig(journeys, { testMatch: /take-screens\.ts$/, reporter: [['list']] });
