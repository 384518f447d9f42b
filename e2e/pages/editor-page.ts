import { expect, type Locator, type Page } from '@playwright/test';
import type { TestTenant } from '../fixtures/tenant';
import { Inspector } from './inspector';

/** The editor of one workflow: bar, palette, canvas, inspector, run panel. */
export class EditorPage {
  readonly inspector: Inspector;

  constructor(
    readonly page: Page,
    private readonly tenant: TestTenant,
  ) {
    this.inspector = new Inspector(page);
  }

  async open(workflowId: string) {
    await this.page.goto(this.tenant.url(`/workflows/${workflowId}`));
    await expect(this.saveState).toHaveAttribute('data-state', /^(saved|read-only)$/);
  }

  /** The id in the address bar. */
  get workflowId(): string {
    return /\/workflows\/([^/?#]+)/.exec(this.page.url())?.[1] ?? '';
  }

  get saveState() {
    return this.page.getByTestId('editor.save-state');
  }

  get canvas() {
    return this.page.getByTestId('canvas');
  }

  get hint() {
    return this.page.getByTestId('canvas.hint');
  }

  get runStatus() {
    return this.page.getByTestId('run.status').first();
  }

  get runPanel() {
    return this.page.getByRole('region', { name: 'Run', exact: true });
  }

  /** Its address ends with the id of the run that lies over the canvas. */
  get runPageLink() {
    return this.runPanel.getByRole('link', { name: 'Open the run on its own page' });
  }

  async openRunPanel() {
    await this.page.getByRole('button', { name: 'Show the run' }).click();
    await expect(this.runPanel).toBeVisible();
  }

  get version() {
    return this.page.getByTestId('editor.version');
  }

  async waitSaved() {
    await expect(this.saveState).toHaveAttribute('data-state', 'saved');
  }

  /** The node with this name. */
  node(name: string): Locator {
    const title = this.page.getByText(name, { exact: true });
    return this.canvas.locator('[data-testid^="canvas.node."]').filter({ has: title });
  }

  get nodes() {
    return this.canvas.locator('[data-testid^="canvas.node."]');
  }

  get edges() {
    return this.canvas.locator('[data-testid^="canvas.edge."]');
  }

  get notes() {
    return this.canvas.locator('[data-testid^="canvas.note."]');
  }

  async nodeId(name: string): Promise<string> {
    const testId = await this.node(name).getAttribute('data-testid');
    return (testId ?? '').slice('canvas.node.'.length);
  }

  async port(name: string, side: 'in' | 'out', port = 'main'): Promise<Locator> {
    return this.page.getByTestId(`canvas.port.${await this.nodeId(name)}.${side}.${port}`);
  }

  /** Clicks a palette entry. */
  async addFromPalette(type: string) {
    await this.page.getByTestId(`palette.node.${type}`).click();
  }

  /** Drags a palette entry to a place on the canvas, in pixels of the canvas's frame. */
  async dragFromPalette(type: string, at: { x: number; y: number }) {
    await this.page.getByTestId(`palette.node.${type}`).dragTo(this.canvas, { targetPosition: at });
  }

  /** Presses the + of a free output and picks what comes after it. */
  async addAfter(name: string, output: string, type: string) {
    const plus = this.page.getByTestId(`canvas.add.${await this.nodeId(name)}.${output}`);
    await this.bringIntoSight(plus);
    await plus.click();
    await this.addFromPalette(type);
  }

  /** Draws an edge from port to port. */
  async connect(from: [name: string, port: string], to: [name: string, port: string]) {
    await this.showAll();
    const source = await this.port(from[0], 'out', from[1]);
    const target = await this.port(to[0], 'in', to[1]);
    await source.hover();
    await this.page.mouse.down();
    // Two moves: the first begins the drag, the second arrives.
    await this.node(to[0]).hover();
    await target.hover({ force: true });
    await this.page.mouse.up();
  }

  async showAll() {
    await this.canvas.getByRole('button', { name: 'Show everything' }).click();
  }

  /** True of what nobody could click: it stands outside the canvas's frame, or under a panel that floats over it. */
  async isHidden(what: Locator): Promise<boolean> {
    const [box, frame] = [await what.boundingBox(), await this.canvas.boundingBox()];
    if (!box || !frame) return true;
    if (box.x < frame.x || box.x + box.width > frame.x + frame.width) return true;
    const panels = await this.page.locator('[data-floats]').all();
    const boxes = await Promise.all(panels.map((panel) => panel.boundingBox()));
    return boxes.some(
      (panel) =>
        panel !== null &&
        box.x < panel.x + panel.width &&
        panel.x < box.x + box.width &&
        box.y < panel.y + panel.height &&
        panel.y < box.y + box.height,
    );
  }

  /** As a person would. Left to itself, Playwright scrolls to what it clicks, and the canvas scrolls back under its hand. */
  private async bringIntoSight(what: Locator) {
    await expect(what).toBeVisible();
    if (!(await this.isHidden(what))) return;
    await this.showAll();
    await expect.poll(() => this.isHidden(what)).toBe(false);
  }

  /** Selects a node and opens its inspector. */
  async inspect(name: string) {
    await this.bringIntoSight(this.node(name));
    await this.node(name).click({ position: { x: 100, y: 20 } });
    await expect(this.inspector.name).toHaveValue(name);
  }

  async clearSelection() {
    await this.canvas.locator('.react-flow__pane').click({ position: { x: 500, y: 20 } });
  }

  async undo() {
    await this.page.getByRole('button', { name: 'Undo' }).click();
  }

  async redo() {
    await this.page.getByRole('button', { name: 'Redo' }).click();
  }

  /** Publishes, with a note where one is given, and waits until the version is live. */
  async publish(version: number, note?: string) {
    await this.waitSaved();
    await this.page.getByTestId('editor.publish').click();
    const dialog = this.page.getByRole('dialog', { name: 'Publish this workflow' });
    if (note !== undefined) await dialog.getByTestId('publish.note').fill(note);
    await dialog.getByTestId('publish.confirm').click();
    await expect(dialog).toBeHidden();
    await expect(this.version).toContainText(`v${version}`);
  }

  /** A test run of a workflow whose only trigger is started by hand. */
  async testRun() {
    await this.page.getByTestId('editor.run').click();
  }

  /** A test run with an input written by hand. */
  async testRunWith(triggerName: string, sample: unknown) {
    const id = await this.nodeId(triggerName);
    await this.page.getByTestId('editor.run').click();
    await this.page.getByTestId(`editor.run.sample.${id}`).click();
    await this.page.getByTestId('editor.sample').fill(JSON.stringify(sample));
    await this.page.getByTestId('editor.sample.run').click();
  }
}
