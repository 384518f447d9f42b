import { expect, type Locator, type Page } from '@playwright/test';
import type { TestTenant } from '../fixtures/tenant';

/** The versions of one workflow: history at the left, the comparison beside it. */
export class VersionsPage {
  constructor(
    readonly page: Page,
    private readonly tenant: TestTenant,
  ) {}

  async open(workflowId: string) {
    await this.page.goto(this.tenant.url(`/workflows/${workflowId}/versions`));
    await expect(this.page.getByTestId('versions.page')).toBeVisible();
  }

  row(version: number | 'draft'): Locator {
    return this.page.getByTestId(`versions.row.${version}`);
  }

  pick(version: number | 'draft'): Locator {
    return this.page.getByTestId(`versions.pick.${version}`);
  }

  get comparison() {
    return this.page.getByTestId('versions.compare');
  }

  get changes() {
    return this.page.getByTestId('versions.changes');
  }

  /** What is marked on a canvas: `Name mark` of each node, in alphabetical order. */
  async marked(canvas: 'before' | 'after' | 'overlay'): Promise<string[]> {
    const marks = this.page.getByTestId(`versions.canvas.${canvas}`).locator('div[data-mark]');
    await expect(marks.first()).toBeVisible();
    const told = await marks.evaluateAll((elements) =>
      elements.map((element) => {
        const id = element.querySelector('[data-testid^="canvas.node."]')?.getAttribute('data-testid') ?? '';
        return `${id.slice('canvas.node.'.length)} ${element.getAttribute('data-mark')}`;
      }),
    );
    return told.sort();
  }

  async tag(version: number, name: string) {
    await this.row(version).getByTestId('versions.tag').click();
    await this.page.getByTestId('versions.tag.name').fill(name);
    await this.page.getByTestId('versions.tag.add').click();
    await expect(this.row(version).getByText(name, { exact: true })).toBeVisible();
    await this.page.keyboard.press('Escape');
  }

  async restore(version: number) {
    await this.row(version).getByTestId('versions.restore').click();
    await this.page.getByTestId('versions.restore.confirm').click();
    await expect(
      this.page.getByText(`The draft is version ${version} again.`, { exact: true }),
    ).toBeVisible();
  }
}
