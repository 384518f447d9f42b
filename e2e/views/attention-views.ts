/** What needs a person: the inbox, dead letters, and the ledgers that say what was done. */
import { expect } from '@playwright/test';
import { RunPage } from '../pages/run-page';
import { listPage, type View } from './view';

export const ATTENTION_VIEWS: readonly View[] = [
  listPage('inbox', '/inbox', 'Inbox'),
  listPage('inbox-failures', '/inbox?tab=failures', 'Inbox'),
  listPage('dead-letters', '/dead-letters', 'Dead letters'),
  {
    name: 'dead-letters-runs',
    async open({ page, tenant, failingId }) {
      await page.goto(tenant.url(`/dead-letters?view=runs&workflow=${failingId}`));
      await page.getByTestId('letters.select.all').check();
      await expect(page.getByTestId('letters.bulk.resume')).toBeVisible();
    },
  },
  {
    name: 'dead-letters-dialog',
    async open({ page, tenant }) {
      await page.goto(tenant.url('/dead-letters'));
      await page.getByTestId('letters.cause.discard').first().click();
      await expect(page.getByTestId('letters.dialog')).toBeVisible();
    },
  },
  {
    name: 'workflow-ledger',
    async open({ page, tenant, failingId }) {
      await page.goto(tenant.url(`/workflows/${failingId}/ledger`));
      await expect(page.locator('[data-testid^="ledger.row."]').first()).toBeVisible();
    },
  },
  {
    name: 'run-ledger',
    async open({ page, tenant, failedRunId }) {
      const run = new RunPage(page, tenant);
      await run.open(failedRunId);
      await page.getByTestId('run.section.ledger').click();
      await expect(page.getByTestId('run.ledger')).toBeVisible();
    },
  },
];
