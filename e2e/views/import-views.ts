/** Workflows that come from elsewhere: the dialog, what it says of a file, and a node that stands in for another. */
import { expect } from '@playwright/test';
import { EditorPage } from '../pages/editor-page';
import type { ShowRoom } from './show-room';
import type { View } from './view';

const FILE = {
  name: 'New leads',
  nodes: [
    {
      ...{ id: 'w', name: 'Lead arrives', type: 'n8n-nodes-base.webhook', typeVersion: 2, position: [0, 0] },
      parameters: { httpMethod: 'POST', path: 'new-lead', responseMode: 'lastNode', options: {} },
    },
    {
      ...{ id: 's', name: 'Tidy fields', type: 'n8n-nodes-base.set', typeVersion: 3.4, position: [220, 0] },
      parameters: {
        assignments: {
          assignments: [{ id: '1', name: 'name', value: '={{ $json.body.name }}', type: 'string' }],
        },
        options: {},
      },
    },
    {
      ...{ id: 'm', name: 'Send mail', type: 'n8n-nodes-base.gmail', typeVersion: 2.1, position: [440, 0] },
      parameters: { sendTo: '={{ $json.mail }}', subject: 'Welcome' },
      credentials: { gmailOAuth2: { id: '7', name: 'Sales mailbox' } },
    },
  ],
  connections: {
    'Lead arrives': { main: [[{ node: 'Tidy fields', type: 'main', index: 0 }]] },
    'Tidy fields': { main: [[{ node: 'Send mail', type: 'main', index: 0 }]] },
  },
  settings: { executionOrder: 'v1' },
};

async function chooseFile({ page, tenant }: ShowRoom): Promise<void> {
  await page.goto(tenant.url('/workflows'));
  await page.getByTestId('workflows.import').first().click();
  await page.getByTestId('import.files').setInputFiles({
    ...{ name: 'leads.json', mimeType: 'application/json' },
    buffer: Buffer.from(JSON.stringify(FILE)),
  });
  await expect(page.getByTestId('import.dialog').getByRole('heading', { name: 'New leads' })).toBeVisible();
}

export const IMPORT_VIEWS: readonly View[] = [
  {
    name: 'import-dialog',
    async open({ page, tenant }) {
      await page.goto(tenant.url('/workflows'));
      await page.getByTestId('workflows.import').first().click();
      await expect(page.getByTestId('import.dialog')).toBeVisible();
    },
  },
  { name: 'import-report', open: chooseFile },
  {
    name: 'editor-placeholder',
    async open(room) {
      await chooseFile(room);
      await room.page.getByTestId('import.dialog').getByRole('button', { name: 'Send mail' }).click();
      const editor = new EditorPage(room.page, room.tenant);
      await expect(editor.node('Send mail')).toBeVisible();
      await expect(editor.inspector.field('originalType')).toBeVisible();
    },
  },
];
