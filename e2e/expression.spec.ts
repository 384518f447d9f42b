import { expect, test } from './fixtures/test';
import { chain, type NodeSketch } from './fixtures/workflows';

const hook: NodeSketch = {
  id: 'hook',
  type: 'webhook',
  name: 'Webhook',
  parameters: { path: 'people', methods: ['POST'], respond: 'when-finished' },
};
const shape: NodeSketch = {
  id: 'shape',
  type: 'edit-fields',
  name: 'Shape',
  parameters: { assignments: [{ name: 'who', type: 'any', value: 'somebody' }] },
};

test('an expression is completed and shown from the data of the last run', async ({
  editor,
  tenant,
  page,
}) => {
  await editor.open(await tenant.seed(chain('People', [hook, shape])));
  await editor.testRunWith('Webhook', { body: { customer: 'Ada', city: null, amount: 120 } });
  await expect(editor.runStatus).toHaveAttribute('data-status', 'succeeded');

  const { inspector } = editor;
  const value = inspector.field('assignments.0.value');
  await editor.inspect('Shape');
  await inspector.fill('assignments.0.value', '');
  await inspector.switchMode('assignments.0.value');
  await expect(value).toBeFocused();

  await test.step('completion offers the fields that came in', async () => {
    await page.keyboard.type('{{ $json.body.');
    const options = page.getByRole('listbox').getByRole('option');
    await expect(options.filter({ hasText: 'customer' })).toBeVisible();
    await expect(options.filter({ hasText: 'amount' })).toBeVisible();
    await options.filter({ hasText: 'customer' }).click();
    await expect(value).toContainText('$json.body.customer');
  });

  await test.step('the preview is the value for the first item', async () => {
    await expect(inspector.preview).toContainText('Ada');
    await value.fill('{{ $json.body.amount * 2 }}');
    await expect(inspector.preview).toContainText('240');
    await expect(inspector.preview).toContainText('number');
  });

  await test.step('what gives nothing says why', async () => {
    await value.fill('{{ $json.body.town }}');
    await expect(inspector.preview).toContainText('Empty.');
    await expect(inspector.preview).toContainText('town');
    await value.fill('{{ $json.body.city }}');
    await expect(inspector.preview).toContainText('Empty.');
  });

  await test.step('what cannot be read says so', async () => {
    await value.fill('{{ $json.body. }}');
    await expect(inspector.preview).not.toBeEmpty();
    await expect(inspector.preview).not.toContainText('Ada');
  });

  await test.step('opened again, the data of the last run is there without lying over the canvas', async () => {
    await value.fill('{{ $json.body.customer }}');
    await editor.waitSaved();
    await page.reload();
    await editor.inspect('Shape');
    await expect(inspector.preview).toContainText('Ada');
    await expect(editor.runStatus).toHaveCount(0);
    await inspector.openTab('Input');
    await expect(inspector.data('input')).toContainText('Ada');
    await inspector.data('input').getByTestId('inspector.last-run').click();
    await expect(editor.runStatus).toHaveAttribute('data-status', 'succeeded');
    await inspector.openTab('Setup');
  });

  await test.step('back to a fixed value keeps what it gave', async () => {
    await value.fill('{{ $json.body.customer }}');
    await expect(inspector.preview).toContainText('Ada');
    await inspector.switchMode('assignments.0.value');
    await expect(value).toHaveValue('Ada');
  });
});

test('what is typed into a field stays in the field, also when it was emptied', async ({
  editor,
  tenant,
  page,
}) => {
  const given: NodeSketch = {
    ...shape,
    parameters: {
      assignments: [
        { name: 'who', type: 'any', value: '{{ $json.body.customer }}' },
        { name: 'to', type: 'any', value: 'all' },
      ],
    },
  };
  await editor.open(await tenant.seed(chain('Keys', [hook, given])));
  const { inspector } = editor;
  const value = inspector.field('assignments.0.value');
  await editor.inspect('Shape');
  await value.click();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  await expect(value).toBeFocused();
  await page.keyboard.press('Backspace');
  // Each of these is a shortcut of the canvas.
  await page.keyboard.type('sent 120');
  await expect(value).toHaveText('sent 120');
  await expect(editor.nodes).toHaveCount(2);
  await expect(editor.notes).toHaveCount(0);

  await test.step('a removed row leaves the focus in the inspector', async () => {
    await inspector.panel.getByTestId('inspector.field.assignments.1.remove').click();
    await expect(
      inspector.panel.locator(':focus').or(inspector.panel.and(page.locator(':focus'))),
    ).toBeVisible();
    await page.keyboard.press('Delete');
    await page.keyboard.press('s');
    await expect(editor.nodes).toHaveCount(2);
    await expect(editor.notes).toHaveCount(0);
  });
});
