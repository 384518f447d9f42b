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

  await test.step('back to a fixed value keeps what it gave', async () => {
    await value.fill('{{ $json.body.customer }}');
    await expect(inspector.preview).toContainText('Ada');
    await inspector.switchMode('assignments.0.value');
    await expect(value).toHaveValue('Ada');
  });
});
