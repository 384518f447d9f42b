/** Every page and dialog of the product: what is checked for accessibility and pictured in `docs/screens`. */
import { expect } from '@playwright/test';
import { ATTENTION_VIEWS } from './attention-views';
import { CREDENTIAL_VIEWS } from './credential-views';
import { EDITOR_VIEWS } from './editor-views';
import { IMPORT_VIEWS } from './import-views';
import { PAGE_VIEWS } from './page-views';
import { RUN_VIEWS } from './run-views';
import type { View } from './view';

/** What is seen by whoever is not signed in comes last: it signs out. */
const OUTSIDE_VIEWS: readonly View[] = [
  {
    name: 'not-found',
    async open({ page, tenant }) {
      await page.goto(tenant.url('/nowhere'));
      await expect(page.getByText('There is nothing here')).toBeVisible();
    },
  },
  {
    name: 'sign-in',
    async open({ page }) {
      await page.context().clearCookies();
      await page.goto('/sign-in');
      await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
    },
  },
];

export const VIEWS: readonly View[] = [
  ...PAGE_VIEWS,
  ...ATTENTION_VIEWS,
  ...EDITOR_VIEWS,
  ...IMPORT_VIEWS,
  ...CREDENTIAL_VIEWS,
  ...RUN_VIEWS,
  ...OUTSIDE_VIEWS,
];
