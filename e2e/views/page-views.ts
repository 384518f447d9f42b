/** Lists, admin pages, and the dialogs they open. */
import { expect } from '@playwright/test';
import { listPage, type View } from './view';

export const PAGE_VIEWS: readonly View[] = [
  listPage('home', '', /./),
  listPage('workflows', '/workflows', 'Workflows'),
  listPage('runs', '/runs', 'Runs'),
  listPage('members', '/admin/members', 'Members'),
  listPage('api-keys', '/admin/api-keys', 'API keys'),
  listPage('audit', '/admin/audit', 'Audit log'),
  listPage('settings', '/admin/settings', 'Settings'),
  listPage('health', '/admin/health', 'Health'),
  listPage('limits', '/admin/limits', 'Limits'),
  listPage('sessions', '/account', 'Sessions'),
  {
    name: 'api-explorer',
    async open({ page, tenant }) {
      await page.goto(tenant.url('/admin/api'));
      await expect(page.getByTestId('api.detail')).toBeVisible();
    },
  },
  {
    name: 'runs-filtered',
    async open({ page, tenant, failedRunId }) {
      await page.goto(tenant.url('/runs?status=failed'));
      await page.getByTestId(`runs.select.${failedRunId}`).click();
      await expect(page.getByTestId('runs.bulk.retry')).toBeVisible();
    },
  },
  {
    name: 'command-menu',
    async open({ page, tenant }) {
      await page.goto(tenant.url('/workflows'));
      await expect(page.getByRole('heading', { name: 'Workflows', level: 1 })).toBeVisible();
      await page.keyboard.press('Control+k');
      await expect(page.getByTestId('command.query')).toBeFocused();
    },
  },
  {
    name: 'new-tenant-dialog',
    async open({ page, tenant }) {
      await page.goto(tenant.url('/workflows'));
      await page.getByRole('button', { name: 'Switch tenant' }).click();
      await page.getByRole('menuitem', { name: 'New tenant…' }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
    },
  },
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
];
