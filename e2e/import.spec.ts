import { expectAccessible } from './fixtures/accessible';
import { expect, test } from './fixtures/test';
import { chain, start } from './fixtures/workflows';

const FILE = {
  name: 'From elsewhere',
  nodes: [
    {
      id: 's',
      name: 'Begin',
      type: 'n8n-nodes-base.manualTrigger',
      typeVersion: 1,
      position: [0, 0],
      parameters: {},
    },
    {
      ...{ id: 'f', name: 'Greet', type: 'n8n-nodes-base.set', typeVersion: 2, position: [220, 0] },
      parameters: { values: { string: [{ name: 'hello', value: 'world' }] }, options: {} },
    },
    {
      ...{ id: 'm', name: 'Send mail', type: 'n8n-nodes-base.gmail', typeVersion: 2.1, position: [440, 0] },
      parameters: { sendTo: '={{ $json.mail }}' },
      credentials: { gmailOAuth2: { id: '7', name: 'My mail' } },
    },
    {
      ...{ id: 'w', name: 'Once a day', type: 'n8n-nodes-base.interval', typeVersion: 1, position: [0, 240] },
      parameters: { interval: 24, unit: 'hours' },
    },
  ],
  connections: {
    Begin: { main: [[{ node: 'Greet', type: 'main', index: 0 }]] },
    Greet: { main: [[{ node: 'Send mail', type: 'main', index: 0 }]] },
  },
  settings: { executionOrder: 'v1' },
};

test('a workflow of n8n is looked at before it is made, comes in as it was drawn, and goes out again', async ({
  page,
  tenant,
  editor,
}) => {
  await page.goto(tenant.url('/workflows'));
  await page.getByTestId('workflows.import').first().click();
  const dialog = page.getByTestId('import.dialog');
  await expectAccessible(page, 'import, before a file');

  await test.step('the report says what became of each node', async () => {
    await page.getByTestId('import.files').setInputFiles({
      ...{ name: 'elsewhere.json', mimeType: 'application/json' },
      buffer: Buffer.from(JSON.stringify(FILE)),
    });
    await expect(dialog.getByRole('heading', { name: 'From elsewhere' })).toBeVisible();
    await expect(dialog.getByTestId('import.node.missing')).toContainText('n8n-nodes-base.gmail');
    await expect(dialog).toContainText('My mail (gmailOAuth2), used by Send mail');
    await expectAccessible(page, 'import, the report');
    await page.getByTestId('import.filter.missing').click();
    await expect(dialog.getByTestId(/^import\.node\./)).toHaveCount(1);
  });

  await test.step('it opens at the node that was clicked', async () => {
    await dialog.getByRole('button', { name: 'Send mail' }).click();
    await expect(page).toHaveURL(/\/workflows\/[0-9a-f-]{36}\?node=m/);
    await expect(editor.node('Send mail')).toBeVisible();
    await expect(editor.inspector.field('originalType')).toHaveValue('n8n-nodes-base.gmail');
  });

  await test.step('it cannot be published while something is missing', async () => {
    const id = editor.workflowId;
    const published = await tenant.rest('POST', `/workflows/${id}/publish`, {});
    expect(published.status).toBe(422);
    expect(JSON.stringify(published.body)).toContain('node.placeholder');
    const back = await tenant.rest('GET', `/workflows/${id}/export/n8n`);
    expect(back.body).toEqual(FILE);
  });
});

test('nodes copied in n8n are pasted onto the canvas', async ({ page, tenant, editor }) => {
  await editor.open(await tenant.seed(chain('Mine', [start])));
  await page.evaluate(
    (text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', text);
      document.body.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
      );
    },
    JSON.stringify({ nodes: FILE.nodes.slice(1, 3), connections: FILE.connections }),
  );
  await expect(page.getByTestId('import.node.same')).toContainText('Greet');
  await page.getByTestId('import.create').click();
  await expect(page.getByTestId('import.dialog')).toBeHidden();
  await expect(editor.node('Greet')).toBeVisible();
  await expect(editor.node('Send mail')).toBeVisible();
  await expect(editor.saveState).toHaveAttribute('data-state', 'saved');
});
