import { expect, type Locator, type Page } from '@playwright/test';
import type { TestTenant } from '../fixtures/tenant';
import { Inspector } from './inspector';

type Decision = 'repeat' | 'done' | 'fail';

/** The page of one run: its graph as it ran, its steps, what can be done with it. */
export class RunPage {
  readonly inspector: Inspector;

  constructor(
    readonly page: Page,
    private readonly tenant: TestTenant,
  ) {
    this.inspector = new Inspector(page);
  }

  async open(runId: string) {
    await this.page.goto(this.tenant.url(`/runs/${runId}`));
    await expect(this.status).toBeVisible();
  }

  get status() {
    return this.page.getByTestId('run.status');
  }

  async expectStatus(status: string, options?: { timeout: number }) {
    await expect(this.status).toHaveAttribute('data-status', status, options);
  }

  step(nodeId: string): Locator {
    return this.page.getByTestId(`run.step.${nodeId}`);
  }

  decision(decision: Decision, nodeId: string): Locator {
    return this.page.getByTestId(`run.decide.${decision}.${nodeId}`);
  }
}
