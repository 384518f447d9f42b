import { expect, type Page } from '@playwright/test';

/** The panel at the right of the canvas: one node's parameters, input and output. */
export class Inspector {
  constructor(private readonly page: Page) {}

  get panel() {
    return this.page.getByTestId('inspector');
  }

  get name() {
    return this.panel.getByLabel('Name of the node');
  }

  get preview() {
    return this.panel.getByTestId('inspector.preview');
  }

  /** `path` as in parameters: `url`, `conditions.0.left`. */
  field(path: string) {
    return this.panel.getByTestId(`inspector.field.${path}`);
  }

  async fill(path: string, value: string) {
    await this.field(path).fill(value);
  }

  /** Chooses an option of a select by what it says. */
  async choose(path: string, option: string | RegExp) {
    await this.field(path).click();
    await this.page.getByRole('option', { name: option, exact: typeof option === 'string' }).click();
  }

  /** Comparisons repeat their words for each type, so they go by name: `number.greater`. */
  async chooseOperator(path: string, operator: string) {
    await this.field(path).click();
    await this.page.locator(`[data-operator="${operator}"]`).click();
  }

  async addRow(path: string) {
    await this.panel.getByTestId(`inspector.field.${path}.add`).click();
  }

  /** Switches the field to an expression and types it. */
  async writeExpression(path: string, text: string) {
    await this.switchMode(path);
    const editor = this.field(path);
    await expect(editor).toBeFocused();
    // As pasted: what is typed brings closing brackets with it.
    await this.page.keyboard.insertText(text);
    await expect(editor).toHaveText(text);
  }

  /** Between a fixed value and an expression. */
  async switchMode(path: string) {
    await this.panel.getByTestId(`inspector.field.${path}.mode`).click();
  }

  async openTab(name: 'Parameters' | 'Settings' | 'Help' | 'Input' | 'Setup' | 'Output') {
    await this.panel.getByRole('tab', { name, exact: true }).click();
  }

  async showData(side: 'input' | 'output', view: 'table' | 'json' | 'schema') {
    await this.panel.getByTestId(`inspector.${side}.${view}`).click();
  }

  data(side: 'input' | 'output') {
    return this.panel.getByTestId(`inspector.${side}`);
  }

  async rename(name: string) {
    await this.name.fill(name);
    await this.name.press('Enter');
  }

  async close() {
    await this.panel.getByTestId('inspector.close').click();
    await expect(this.panel).toBeHidden();
  }
}
