import { expectAccessible } from './fixtures/accessible';
import { expect, test } from './fixtures/test';
import { chain, start } from './fixtures/workflows';
import { startEffectServer, type EffectServer } from '@/testing/product/effect-server';
import { Shell } from './pages/shell';

const SECRET = 'k3y-that-nobody-sees-again';
let server: EffectServer;
// A host is added without the secret once, to be refused.
test.use({ expectedFaults: [/status of 422 .*credential\.update/] });
test.beforeAll(async () => {
  server = await startEffectServer();
  // Says back all it was told.
  server.answerWith((request) => ({ status: 200, body: { ...request } }));
});
test.afterAll(() => server.close());

test('a credential is stored once, used by a node, and seen by nobody', async ({ page, tenant, editor }) => {
  const { host } = new URL(server.url);

  await test.step('it is made of a kind and its values, by keyboard', async () => {
    await page.goto(tenant.url('/'));
    await new Shell(page).go('Credentials');
    await expect(page.getByText('No credentials yet')).toBeVisible();
    await page.getByTestId('credentials.create').click();
    await expect(page.getByTestId('credential.kind.header')).toBeFocused();
    await expectAccessible(page, 'kinds of credentials');
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('credential.name')).toBeFocused();
    await page.keyboard.type('Shop API');
    await page.getByTestId('credential.field.name').fill('X-Api-Key');
    await page.getByTestId('credential.field.value').fill(SECRET);
    await page.getByTestId('credential.hosts').fill('api.example.com');
    await expectAccessible(page, 'the form of a credential');
    await page.getByRole('button', { name: 'Store' }).click();
    await expect(page.getByTestId('credentials.row')).toContainText('api.example.com');
  });

  await test.step('changing it shows that the secret is set, and wants it for another host', async () => {
    await page.getByRole('button', { name: 'Shop API', exact: true }).click();
    await expect(page.getByTestId('credential.field.value')).toHaveValue('');
    await page.getByTestId('credential.hosts').fill(`api.example.com\n${host}`);
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByRole('alert')).toContainText('Type the secret in again');
    await page.getByTestId('credential.field.value').fill(SECRET);
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByTestId('credentials.row')).toContainText('and 1 more');
  });

  await test.step('a node chooses it', async () => {
    const call = {
      ...{ id: 'call', type: 'http-request', name: 'Get orders' },
      parameters: { method: 'GET', url: `${server.url}/orders`, authentication: 'credential' },
    };
    await editor.open(await tenant.seed(chain('Orders', [start, call])));
    await editor.node('Get orders').click();
    await page.getByTestId('inspector.credential.auth').click();
    await page.getByTestId('inspector.credential.auth.search').fill('nothing of the kind');
    await expect(page.getByText('No credential that fits is called that.')).toBeVisible();
    await page.getByTestId('inspector.credential.auth.search').fill('shop');
    await page.getByRole('option', { name: 'Shop API · Header' }).click();
    await expect(page.getByTestId('inspector.credential.auth')).toContainText('Shop API');
    await expect(editor.saveState).toHaveAttribute('data-state', 'saved');
  });

  await test.step('a run sends it, and what comes back is hidden', async () => {
    const { body: published } = await tenant.rest('POST', `/workflows/${editor.workflowId}/publish`, {});
    expect(published).toEqual({ version: 1 });
    const { body } = await tenant.rest('POST', `/workflows/${editor.workflowId}/runs`, { wait: true });
    const run = body as { id: string; status: string };
    expect(run.status).toBe('succeeded');
    expect(server.seen.at(-1)?.headers['x-api-key']).toBe(SECRET);
    await page.goto(tenant.url(`/runs/${run.id}?node=call`));
    await expect(page.getByTestId('run.status').first()).toBeVisible();
    const text = JSON.stringify(body);
    expect(text).toContain('[redacted]');
    expect(text).not.toContain(SECRET);
    expect(await page.content()).not.toContain(SECRET);
  });

  await test.step('it cannot be deleted while a published workflow needs it', async () => {
    await new Shell(page).go('Credentials');
    await page.getByRole('button', { name: 'Actions for Shop API' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await expect(page.getByTestId('credentials.delete')).toContainText('Orders');
    await expect(page.getByRole('button', { name: 'Delete', exact: true })).toBeDisabled();
  });
});

test('an import asks for each credential once, and one that is made there counts for all nodes', async ({
  page,
  tenant,
}) => {
  const request = (name: string, x: number) => ({
    ...{ id: name, name, type: 'n8n-nodes-base.httpRequest', typeVersion: 4.2, position: [x, 0] },
    parameters: {
      url: `${server.url}/${name}`,
      authentication: 'genericCredentialType',
      genericAuthType: 'httpHeaderAuth',
    },
    credentials: { httpHeaderAuth: { id: '7', name: 'Shop key' } },
  });
  const file = { name: 'Two calls', nodes: [request('one', 0), request('two', 220)], connections: {} };
  await page.goto(tenant.url('/workflows'));
  await page.getByTestId('workflows.import').first().click();
  await page.getByTestId('import.files').setInputFiles({
    ...{ name: 'calls.json', mimeType: 'application/json' },
    buffer: Buffer.from(JSON.stringify(file)),
  });
  const wanted = page.getByTestId('import.credentials');
  await expect(wanted.getByRole('listitem')).toHaveCount(1);
  await expect(wanted).toContainText('used by one, two');
  await expectAccessible(page, 'credentials that an import wants');
  await page.getByTestId('import.credential.0').click();
  await page.getByRole('option', { name: 'New credential…' }).click();
  await expect(page.getByTestId('credential.name')).toHaveValue('Shop key');
  await page.getByTestId('credential.field.name').fill('X-Api-Key');
  await page.getByTestId('credential.field.value').fill(SECRET);
  await page.getByTestId('credential.hosts').fill(new URL(server.url).host);
  await page.getByRole('button', { name: 'Store' }).click();
  await expect(page.getByTestId('import.credential.0')).toContainText('Shop key');
  await page.getByTestId('import.create').click();
  await expect(page).toHaveURL(/\/workflows\/[0-9a-f-]{36}/);
  const id = /workflows\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';
  const { body } = await tenant.rest('GET', `/workflows/${id}`);
  const { nodes, credentials } = body as { nodes: { credentials: object }[]; credentials: { id: string }[] };
  const [stored] = credentials;
  expect(nodes.map((node) => node.credentials)).toEqual([{ auth: stored?.id }, { auth: stored?.id }]);
});
