import { expectAccessible } from './fixtures/accessible';
import { expect, test } from './fixtures/test';
import { chain, post, start, type NodeSketch } from './fixtures/workflows';

const shape: NodeSketch = {
  id: 'shape',
  type: 'code',
  name: 'Shape',
  parameters: { mode: 'all', source: 'return [{ city: "Bern", "first name": "Ada" }, { city: "Biel" }];' },
};
const fields: NodeSketch = {
  id: 'fields',
  type: 'edit-fields',
  name: 'Fields',
  parameters: { assignments: [{ name: 'greeting', type: 'any', value: 'Hello ' }] },
};

test('data is pinned by hand, used by a test run, and unpinned', async ({
  editor,
  tenant,
  effects,
  page,
}) => {
  const send = post('send', 'Send', effects.url);
  await editor.open(await tenant.seed(chain('Pinned', [start, shape, send])));
  await editor.inspect('Shape');
  const { inspector } = editor;
  await inspector.openTab('Output');
  await page.getByTestId('pin.edit').click();
  const text = page.getByTestId('pin.editor');

  await test.step('what cannot be pinned says why', async () => {
    await text.fill('[1]');
    await expect(page.getByTestId('pin.state')).toContainText('Write one object');
    await expect(page.getByTestId('pin.save')).toBeDisabled();
  });
  await text.fill('[{ "city": "Thun" }]');
  await expectAccessible(page, 'pin dialog');
  await page.getByTestId('pin.save').click();
  await expect(page.getByTestId('pin.banner')).toBeVisible();
  await expect(page.getByTestId('canvas.pinned.shape')).toBeVisible();
  await expect(inspector.data('output').getByRole('cell', { name: 'Thun' })).toBeVisible();

  await test.step('a test run takes it instead of running the node', async () => {
    await editor.waitSaved();
    await editor.testRun();
    await expect(editor.runStatus).toHaveAttribute('data-status', 'succeeded');
    expect(effects.seen).toHaveLength(1);
    expect(effects.seen[0]?.body).toContain('Thun');
  });

  await test.step('unpinning can be undone', async () => {
    await editor.inspect('Shape');
    await inspector.openTab('Output');
    await page.getByTestId('pin.remove').click();
    await expect(page.getByTestId('canvas.pinned.shape')).toBeHidden();
    await editor.undo();
    await expect(page.getByTestId('canvas.pinned.shape')).toBeVisible();
  });
});

test.describe('one node', () => {
  // Running without data is answered with 409, and Chromium says so.
  test.use({ expectedFaults: [/status of 409 \(Conflict\) \(\S+run\.start/] });

  test('a node is run alone, with the data of the last run', async ({ editor, tenant, effects, page }) => {
    const send = post('send', 'Send', effects.url);
    await editor.open(await tenant.seed(chain('Alone', [start, shape, send])));
    await editor.inspect('Send');

    await test.step('without data it says whose is missing', async () => {
      await page.getByTestId('inspector.run.only').click();
      await expect(page.getByText(/There is no data of/).first()).toBeVisible();
      await page.getByRole('button', { name: 'Run all' }).click();
      await expect(editor.runStatus).toHaveAttribute('data-status', 'succeeded');
      await expect.poll(() => effects.seen.length).toBe(2);
    });

    await editor.inspect('Shape');
    await page.getByTestId('inspector.run.only').click();
    await expect(editor.node('Shape')).toHaveAttribute('data-status', 'succeeded');
    await expect(editor.runStatus).toHaveAttribute('data-status', 'succeeded');
    await expect(editor.node('Send')).not.toHaveAttribute('data-status', 'succeeded');
    expect(effects.seen).toHaveLength(2);

    await editor.inspect('Send');
    await page.keyboard.press('ControlOrMeta+Shift+Enter');
    await expect.poll(() => effects.seen.length).toBe(4);
  });
});

test.describe('mapping', () => {
  test.use({ viewport: { width: 1680, height: 950 } });

  test('a field is dragged from every view of the input, and put in by keyboard', async ({
    editor,
    tenant,
    page,
  }) => {
    await editor.open(await tenant.seed(chain('Mapped', [start, shape, fields])));
    await editor.testRun();
    await expect(editor.runStatus).toHaveAttribute('data-status', 'succeeded');
    await editor.inspect('Fields');
    await page.getByTestId('inspector.expand').click();
    const { inspector } = editor;
    const input = inspector.data('input');
    const value = inspector.field('assignments.0.value');

    await test.step('a column into a text that is there', async () => {
      await input.getByRole('columnheader', { name: 'city' }).dragTo(value);
      await expect(value).toHaveText(/\{\{ \$json\.city \}\}/);
      await expect(value).toHaveText(/Hello/);
      await expect(inspector.preview.first()).toContainText('Bern');
    });
    await test.step('a key of the JSON view into a new row', async () => {
      await inspector.showData('input', 'json');
      await input
        .getByText('"first name"')
        .first()
        .dragTo(page.getByTestId('inspector.field.assignments.add'));
      await expect(inspector.field('assignments.1.name')).toHaveValue('first name');
      await expect(inspector.field('assignments.1.value')).toHaveText('{{ $json["first name"] }}');
    });
    await test.step('a row of the schema by keyboard', async () => {
      await inspector.showData('input', 'schema');
      await page.getByTestId('data.path.city').focus();
      await page.keyboard.press('Enter');
      await page.getByTestId('data.insert.assignments.+').click();
      await expect(inspector.field('assignments.2.value')).toHaveText('{{ $json.city }}');
    });
    await test.step('a path that is not in the data is marked', async () => {
      const last = inspector.field('assignments.2.value');
      await last.fill('Dear {{ $json.citty }}');
      await expect(last.locator('.cm-doubt-warning')).toHaveText('citty');
    });
    await expectAccessible(page, 'inspector with data');
  });
});
