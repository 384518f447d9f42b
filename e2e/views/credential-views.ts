/** Stored credentials: the list, the dialogs, the place in a node's form, and what an import asks for. */
import { expect } from '@playwright/test';
import { chain, start } from '../fixtures/workflows';
import { EditorPage } from '../pages/editor-page';
import type { ShowRoom } from './show-room';
import type { View } from './view';

async function openList({ page, tenant }: ShowRoom): Promise<void> {
  const made = await tenant.rest('GET', '/credentials');
  const { items } = made.body as { items: unknown[] };
  if (items.length === 0) {
    for (const credential of [
      {
        name: 'Shop API',
        kind: 'header',
        fields: { name: 'X-Api-Key', value: 'a long key' },
        hosts: ['api.shop.example'],
      },
      {
        name: 'Mail service',
        kind: 'bearer',
        fields: { token: 'a long token' },
        hosts: ['api.mail.example', '*.mail.example'],
      },
      {
        name: 'Old warehouse',
        kind: 'basic',
        fields: { user: 'ada', password: 'a long password' },
        hosts: [],
      },
      { name: 'Webhook signatures', kind: 'secret', fields: { value: 'a long secret' } },
    ]) {
      await tenant.rest('POST', '/credentials', credential);
    }
  }
  await page.goto(tenant.url('/credentials'));
  await expect(page.getByTestId('credentials.row').first()).toBeVisible();
}

export const CREDENTIAL_VIEWS: readonly View[] = [
  { name: 'credentials', open: openList },
  {
    name: 'credential-kinds',
    async open(room) {
      await openList(room);
      await room.page.getByTestId('credentials.create').click();
      await expect(room.page.getByTestId('credential.kind.header')).toBeVisible();
    },
  },
  {
    name: 'credential-form',
    async open(room) {
      await openList(room);
      await room.page.getByRole('button', { name: 'Mail service', exact: true }).click();
      await expect(room.page.getByTestId('credential.hosts')).toBeVisible();
    },
  },
  {
    name: 'credential-in-node',
    async open(room) {
      await openList(room);
      const { page, tenant } = room;
      const { body } = await tenant.rest('GET', '/credentials?search=Shop');
      const [shop] = (body as { items: { id: string }[] }).items;
      const call = {
        ...{ id: 'call', type: 'http-request', name: 'Get orders' },
        parameters: { method: 'GET', url: 'https://api.shop.example/orders', authentication: 'credential' },
        credentials: { auth: shop?.id ?? '' },
      };
      const editor = new EditorPage(page, tenant);
      await editor.open(await tenant.seed(chain('Orders with a key', [start, call])));
      await editor.node('Get orders').click();
      await expect(page.getByTestId('inspector.credential.auth')).toContainText('Shop API');
    },
  },
  {
    name: 'import-credentials',
    async open(room) {
      await openList(room);
      const { page, tenant } = room;
      const call = (name: string, type: string, credential: string) => ({
        ...{ id: name, name, type: 'n8n-nodes-base.httpRequest', typeVersion: 4.2, position: [0, 0] },
        parameters: {
          ...{
            url: 'https://api.shop.example',
            authentication: 'genericCredentialType',
            genericAuthType: type,
          },
        },
        credentials: { [type]: { id: '1', name: credential } },
      });
      const file = {
        name: 'Orders to mail',
        nodes: [
          call('Get orders', 'httpHeaderAuth', 'Shop'),
          call('Get customers', 'httpHeaderAuth', 'Shop'),
          call('Send mail', 'httpBearerAuth', 'Mail'),
        ],
        connections: {},
      };
      await page.goto(tenant.url('/workflows'));
      await page.getByTestId('workflows.import').first().click();
      await page.getByTestId('import.files').setInputFiles({
        ...{ name: 'orders.json', mimeType: 'application/json' },
        buffer: Buffer.from(JSON.stringify(file)),
      });
      await expect(page.getByTestId('import.credentials')).toBeVisible();
    },
  },
];
