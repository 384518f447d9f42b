/** Every page and dialog of the product, and how a person gets there. */
import { expect } from '@playwright/test';
import { EditorPage } from '../pages/editor-page';
import { RunPage } from '../pages/run-page';
import { VersionsPage } from '../pages/versions-page';
import type { ShowRoom } from './show-room';

export interface View {
  /** Also the name of its picture. */
  name: string;
  open(room: ShowRoom): Promise<void>;
}

function listPage(name: string, path: string, title: string | RegExp): View {
  return {
    name,
    async open({ page, tenant }) {
      await page.goto(tenant.url(path));
      await expect(page.getByRole('heading', { name: title, level: 1 })).toBeVisible();
      await expect(page.locator('[aria-busy="true"], .animate-pulse')).toHaveCount(0);
    },
  };
}

async function openEditor({ page, tenant, workflowId }: ShowRoom): Promise<EditorPage> {
  const editor = new EditorPage(page, tenant);
  await editor.open(workflowId);
  return editor;
}

export const VIEWS: readonly View[] = [
  listPage('home', '', /./),
  listPage('workflows', '/workflows', 'Workflows'),
  listPage('runs', '/runs', 'Runs'),
  listPage('members', '/admin/members', 'Members'),
  listPage('api-keys', '/admin/api-keys', 'API keys'),
  listPage('audit', '/admin/audit', 'Audit log'),
  listPage('settings', '/admin/settings', 'Settings'),
  listPage('sessions', '/account', 'Sessions'),
  {
    name: 'invite-dialog',
    async open({ page, tenant }) {
      await page.goto(tenant.url('/admin/members'));
      await page.getByRole('button', { name: 'Invite' }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
    },
  },
  {
    name: 'new-key-dialog',
    async open({ page, tenant }) {
      await page.goto(tenant.url('/admin/api-keys'));
      await page.getByRole('button', { name: 'New key' }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
    },
  },
  {
    name: 'workflow-menu',
    async open({ page, tenant }) {
      await page.goto(tenant.url('/workflows'));
      await page.getByRole('button', { name: 'Actions for Sort the orders of the day' }).click();
      await expect(page.getByRole('menuitem', { name: 'Delete' })).toBeVisible();
    },
  },
  {
    name: 'editor',
    async open(room) {
      await openEditor(room);
    },
  },
  {
    name: 'editor-inspector',
    async open(room) {
      const editor = await openEditor(room);
      await editor.inspect('Thank the customer');
    },
  },
  {
    name: 'editor-node-settings',
    async open(room) {
      const editor = await openEditor(room);
      await editor.inspect('Orders of today');
      await editor.inspector.openTab('Settings');
    },
  },
  {
    name: 'editor-palette',
    async open(room) {
      await openEditor(room);
      await room.page.keyboard.press('n');
      await expect(room.page.getByTestId('palette.search')).toBeFocused();
    },
  },
  {
    name: 'editor-run',
    async open(room) {
      const editor = await openEditor(room);
      await editor.testRun();
      await expect(editor.runStatus).toHaveAttribute('data-status', 'succeeded');
      await editor.inspect('Thank the customer');
      await editor.inspector.openTab('Output');
    },
  },
  {
    name: 'publish-dialog',
    async open({ page, ...room }) {
      await openEditor({ page, ...room });
      await page.getByTestId('editor.publish').click();
      await expect(page.getByRole('dialog')).toBeVisible();
    },
  },
  {
    name: 'versions',
    async open({ page, tenant, workflowId }) {
      const versions = new VersionsPage(page, tenant);
      await versions.open(workflowId);
      await expect(versions.changes).toBeVisible();
    },
  },
  {
    name: 'run',
    async open({ page, tenant, doneRunId }) {
      const run = new RunPage(page, tenant);
      await run.open(doneRunId);
      await run.expectStatus('succeeded');
      await run.step('thank').click();
      await expect(run.inspector.panel).toBeVisible();
    },
  },
  {
    name: 'run-failed',
    async open({ page, tenant, failedRunId }) {
      const run = new RunPage(page, tenant);
      await run.open(failedRunId);
      await run.expectStatus('failed');
      await run.step('send').click();
      await expect(run.inspector.panel).toBeVisible();
    },
  },
  {
    name: 'not-found',
    async open({ page, tenant }) {
      await page.goto(tenant.url('/nowhere'));
      await expect(page.getByText('There is nothing here')).toBeVisible();
    },
  },
  {
    name: 'sign-in',
    async open({ page }) {
      await page.context().clearCookies();
      await page.goto('/sign-in');
      await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
    },
  },
];
