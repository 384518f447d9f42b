import { expect, test } from './fixtures/test';
import { chain, start, type NodeSketch } from './fixtures/workflows';
import { EditorPage } from './pages/editor-page';

const first: NodeSketch = { id: 'first', type: 'no-op', name: 'First' };
const second: NodeSketch = { id: 'second', type: 'no-op', name: 'Second' };
const threeNodes = chain('Canvas', [start, first, second]);

test('an edge that cannot be is refused with the reason', async ({ editor, tenant }) => {
  await editor.open(await tenant.seed(threeNodes));
  await editor.connect(['First', 'main'], ['Second', 'main']);
  await expect(editor.hint).toContainText('These two ports are connected already');
  await expect(editor.edges).toHaveCount(2);
});

test('an edge that leads back gets a limit, which can be changed', async ({ editor, tenant, page }) => {
  await editor.open(await tenant.seed(threeNodes));
  await editor.connect(['Second', 'main'], ['First', 'main']);
  await expect(editor.edges).toHaveCount(3);
  const limit = editor.canvas.locator('[data-testid^="canvas.limit."]');
  await expect(limit).toHaveText('at most 10 times');
  await limit.click();
  await page.getByTestId('canvas.limit.value').fill('3');
  await page.getByTestId('canvas.limit.save').click();
  await expect(limit).toHaveText('at most 3 times');
});

test('nodes are deleted, and undo and redo go back and forth', async ({ editor, tenant, page }) => {
  await editor.open(await tenant.seed(threeNodes));
  await editor.inspect('First');
  await editor.inspector.close();
  await page.keyboard.press('Delete');
  await expect(editor.node('First')).toBeHidden();
  await expect(editor.edges).toHaveCount(0);

  await editor.undo();
  await expect(editor.node('First')).toBeVisible();
  await expect(editor.edges).toHaveCount(2);

  await editor.redo();
  await expect(editor.node('First')).toBeHidden();
  await page.keyboard.press('Control+z');
  await expect(editor.edges).toHaveCount(2);
});

test('nodes travel between workflows as portable JSON', async ({ editor, tenant, page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const from = await tenant.seed(threeNodes);
  const to = await tenant.seed(chain('Target', [start]));
  await editor.open(from);
  await editor.clearSelection();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+c');
  const text = await page.evaluate(() => navigator.clipboard.readText());
  const file = JSON.parse(text) as typeof threeNodes;
  expect(file.format).toBe('heddle.workflow/1');
  expect(file.nodes.map((node) => node.name).sort()).toEqual(['First', 'Second', 'Start']);
  expect(file.edges).toHaveLength(2);

  await editor.open(to);
  await editor.clearSelection();
  await page.keyboard.press('Control+v');
  await expect(editor.nodes).toHaveCount(4);
  await expect(editor.edges).toHaveCount(2);
  await editor.waitSaved();
  const { body } = await tenant.rest('GET', `/workflows/${to}`);
  const names = (body as typeof threeNodes).nodes.map((node) => node.name);
  expect(new Set(names).size).toBe(4);
});

test('expressions follow a renamed node', async ({ editor, tenant }) => {
  const expression = "{{ $('First').item.json.amount }}";
  const shape: NodeSketch = {
    id: 'shape',
    type: 'edit-fields',
    name: 'Shape',
    parameters: { assignments: [{ name: 'amount', type: 'any', value: expression }] },
  };
  const id = await tenant.seed(chain('Names', [start, first, shape]));
  await editor.open(id);
  await editor.inspect('First');
  await editor.inspector.rename('Intake');
  await expect(editor.node('Intake')).toBeVisible();
  await editor.inspect('Shape');
  await expect(editor.inspector.field('assignments.0.value')).toHaveText(
    "{{ $('Intake').item.json.amount }}",
  );
});

test('two tabs stay in step', async ({ editor, tenant, context }) => {
  const id = await tenant.seed(threeNodes);
  const other = new EditorPage(await context.newPage(), tenant);
  await editor.open(id);
  await other.open(id);

  await editor.inspect('First');
  await editor.inspector.rename('Renamed here');
  await expect(other.node('Renamed here')).toBeVisible();

  await other.addAfter('Second', 'main', 'code');
  await expect(editor.node('Code')).toBeVisible();
  await expect(editor.edges).toHaveCount(3);

  // Undo takes back one's own step, not the other's.
  await editor.undo();
  await expect(other.node('First')).toBeVisible();
  await expect(other.node('Code')).toBeVisible();
});

test('what was drawn is there after a reload', async ({ editor, tenant, page }) => {
  await editor.open(await tenant.seed(chain('Kept', [start])));
  await editor.addAfter('Start', 'main', 'edit-fields');
  await editor.inspector.addRow('assignments');
  await editor.inspector.fill('assignments.0.name', 'greeting');
  await editor.inspector.fill('assignments.0.value', 'hello');
  await editor.waitSaved();
  await page.reload();
  await editor.inspect('Edit fields');
  await expect(editor.inspector.field('assignments.0.value')).toHaveValue('hello');
  await expect(editor.edges).toHaveCount(1);
});

test('a problem stands on its node, blocks publishing, and is found from the list', async ({
  editor,
  tenant,
  page,
}) => {
  const call: NodeSketch = { id: 'call', type: 'http-request', name: 'Call', parameters: { url: '' } };
  await editor.open(await tenant.seed(chain('Faulty', [start, first, call])));
  await expect(editor.node('Call').getByRole('img', { name: /1 problem/ })).toBeVisible();

  await page.getByTestId('editor.publish').click();
  const dialog = page.getByRole('dialog', { name: 'Publish this workflow' });
  await expect(dialog.getByTestId('publish.confirm')).toBeDisabled();
  await expect(dialog.getByText('Mend the errors above first.')).toBeVisible();
  await dialog.getByRole('button', { name: /Call:/ }).click();
  await expect(dialog).toBeHidden();
  await expect(editor.inspector.name).toHaveValue('Call');

  await editor.inspector.fill('url', 'https://example.com/');
  await expect(editor.node('Call').getByRole('img', { name: /problem/ })).toBeHidden();
  await editor.publish(1);
});

test('a sticky note holds markdown', async ({ editor, tenant, page }) => {
  await editor.open(await tenant.seed(chain('Noted', [start])));
  await page.getByRole('button', { name: 'Add a note' }).click();
  await editor.notes.dblclick();
  await page.getByRole('textbox', { name: 'Text of the note' }).fill('# Mind the gap\n\nand **the step**');
  await page.keyboard.press('Escape');
  await expect(editor.notes.getByRole('heading', { name: 'Mind the gap' })).toBeVisible();
  await editor.waitSaved();
  await page.reload();
  await expect(editor.notes.getByText('the step')).toBeVisible();
});

test('a long workflow opens at its beginning, and what is picked is never under a panel', async ({
  editor,
  tenant,
  page,
}) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  const many = Array.from({ length: 11 }, (_, index): NodeSketch => ({
    ...first,
    id: `step-${index}`,
    name: `Step ${index}`,
  }));
  await editor.open(await tenant.seed(chain('Long', [start, ...many])));
  const isHidden = (name: string) => editor.isHidden(editor.node(name));
  // Large enough to be read.
  await expect(editor.canvas.getByRole('button', { name: /^Zoom 60 %/ })).toBeVisible();
  expect(await isHidden('Start')).toBe(false);
  await expect(page.getByTestId('canvas.minimap')).toBeVisible();

  await editor.canvas.focus();
  await page.keyboard.press('Control+f');
  await page.getByTestId('search.query').fill('Step 9');
  await page.keyboard.press('Enter');
  await expect(editor.inspector.name).toHaveValue('Step 9');
  await expect.poll(() => isHidden('Step 9')).toBe(false);
});
