/** Versions and runs. */
import { expect } from '@playwright/test';
import { RunPage } from '../pages/run-page';
import { VersionsPage } from '../pages/versions-page';
import type { View } from './view';

export const RUN_VIEWS: readonly View[] = [
  {
    name: 'versions',
    async open({ page, tenant, workflowId }) {
      const versions = new VersionsPage(page, tenant);
      await versions.open(workflowId);
      await expect(versions.changes).toBeVisible();
    },
  },
  {
    name: 'versions-overlay',
    async open({ page, tenant, workflowId }) {
      const versions = new VersionsPage(page, tenant);
      await versions.open(workflowId);
      await page.getByTestId('versions.view.overlay').click();
      await versions.marked('overlay');
    },
  },
  {
    name: 'workflow-runs',
    async open({ page, tenant, workflowId, doneRunId }) {
      await page.goto(tenant.url(`/workflows/${workflowId}/runs`));
      await expect(page.getByTestId(`runs.row.${doneRunId}`)).toBeVisible();
    },
  },
  {
    name: 'run',
    async open({ page, tenant, doneRunId }) {
      const run = new RunPage(page, tenant);
      await run.open(doneRunId);
      await run.expectStatus('succeeded');
      await run.step('thank').click();
      await expect(run.inspector.panel).toBeVisible();
    },
  },
  {
    name: 'run-failed',
    async open({ page, tenant, failedRunId }) {
      const run = new RunPage(page, tenant);
      await run.open(failedRunId);
      await run.expectStatus('failed');
      await run.step('send').click();
      await expect(run.inspector.panel).toBeVisible();
    },
  },
  {
    name: 'run-again-dialog',
    async open({ page, tenant, doneRunId }) {
      const run = new RunPage(page, tenant);
      await run.open(doneRunId);
      await run.expectStatus('succeeded');
      await run.step('thank').click();
      await page.getByTestId('step.rerun').click();
      await expect(page.getByTestId('rerun.plan')).toBeVisible();
    },
  },
];
