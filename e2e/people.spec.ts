import type { Page } from '@playwright/test';
import { getProduct } from './fixtures/product';
import { openSession } from './fixtures/session';
import { makeTenant } from './fixtures/tenant';
import { expect, test } from './fixtures/test';
import { trpcClient } from './fixtures/trpc-client';
import { chain, start } from './fixtures/workflows';
import { EditorPage } from './pages/editor-page';
import { Shell } from './pages/shell';

test.describe.configure({ timeout: 120_000 });

const vera = { name: 'Vera Viewer', password: 'only looking around' };

/** Invites through the members page and gives the link that was shown. */
async function invite(page: Page, email: string, role: string): Promise<string> {
  await page.getByRole('button', { name: 'Invite' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('E-mail').fill(email);
  await dialog.getByLabel('Role').click();
  await page.getByRole('option', { name: new RegExp(`^${role}`) }).click();
  await dialog.getByRole('button', { name: 'Create link' }).click();
  const link = await dialog.locator('code').textContent();
  await dialog.getByRole('button', { name: 'Close' }).click();
  return link ?? '';
}

test('an invited viewer looks and changes nothing, until the role is changed', async ({
  page,
  tenant,
  browser,
}) => {
  const email = `vera-${tenant.slug}@example.com`;
  const workflowId = await tenant.seed(chain('Shown', [start]));
  await page.goto(tenant.url('/admin/members'));
  const link = await invite(page, email, 'Viewer');

  const nobody = { cookies: [], origins: [] };
  const context = await browser.newContext({ storageState: nobody });
  const theirs = await context.newPage();
  await test.step('the link makes an account and leads into the tenant', async () => {
    await theirs.goto(link);
    await theirs.getByLabel('Your name').fill(vera.name);
    await theirs.getByLabel('Choose a password').fill(vera.password);
    await theirs.getByRole('button', { name: 'Join' }).click();
    await expect(theirs).toHaveURL(new RegExp(`/t/${tenant.slug}$`));
    await expect(theirs.getByRole('heading', { name: 'Home', level: 1 })).toBeVisible();
  });

  await test.step('the link works once', async () => {
    const again = await browser.newPage();
    await again.goto(link);
    await expect(again.getByText('This invite is not valid any more.')).toBeVisible();
    await again.close();
  });

  await test.step('there is nothing to write with', async () => {
    const shell = new Shell(theirs);
    await expect(shell.navigation.getByRole('link', { name: 'API keys' })).toBeHidden();
    await shell.go('Workflows');
    await expect(theirs.getByRole('link', { name: 'Shown' })).toBeVisible();
    await expect(theirs.getByRole('button', { name: 'New workflow' })).toBeHidden();
    const editor = new EditorPage(theirs, tenant);
    await editor.open(workflowId);
    await expect(editor.saveState).toHaveText('View only');
    await expect(theirs.getByTestId('editor.publish')).toBeHidden();
    await expect(theirs.getByTestId('editor.run')).toBeHidden();
    await expect(theirs.getByTestId('palette.search')).toBeHidden();
  });

  const { api } = await openSession({ email, password: vera.password });
  await test.step('the API refuses as well', async () => {
    const at = { tenant: tenant.slug, id: workflowId };
    const refused = { data: { problem: { code: 'access.forbidden' } } };
    await expect(api.workflow.rename.mutate({ ...at, name: 'Mine' })).rejects.toMatchObject(refused);
    await expect(api.workflow.publish.mutate(at)).rejects.toMatchObject(refused);
    await expect(
      api.run.start.mutate({ tenant: tenant.slug, workflowId, version: 'draft' }),
    ).rejects.toMatchObject(refused);
    await expect(api.workflow.get.query(at)).resolves.toMatchObject({ id: workflowId });
  });

  await test.step('as a developer the same person writes', async () => {
    await page.reload();
    const row = page.getByRole('row').filter({ hasText: email });
    await row.getByRole('combobox', { name: 'Role' }).click();
    await page.getByRole('option', { name: /^Developer/ }).click();
    await expect(page.getByText('Vera Viewer is now Developer.', { exact: true })).toBeVisible();
    await theirs.goto(tenant.url('/workflows'));
    await expect(theirs.getByRole('button', { name: 'New workflow' })).toBeVisible();
  });

  await test.step('and without membership nothing is left', async () => {
    const row = page.getByRole('row').filter({ hasText: email });
    await row.getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await expect(row).toBeHidden();
    await theirs.goto(tenant.url('/workflows'));
    await expect(theirs.getByText('There is nothing here')).toBeVisible();
  });
  await context.close();
});

test('one person in two tenants', async ({ page, tenant, owner }) => {
  await tenant.seed(chain('In the first', [start]));
  const other = await makeTenant(owner, `Second of ${tenant.slug}`);
  await other.seed(chain('In the second', [start]));
  const shell = new Shell(page);
  await page.goto(tenant.url('/workflows'));
  await expect(page.getByRole('link', { name: 'In the first' })).toBeVisible();
  await shell.switchTenant(`Second of ${tenant.slug}`);
  await expect(page).toHaveURL(new RegExp(`/t/${other.slug}$`));
  await shell.go('Workflows');
  await expect(page.getByRole('link', { name: 'In the second' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'In the first' })).toBeHidden();
});

test('a new tenant is there at once', async ({ page, tenant }) => {
  const name = `Made by ${tenant.slug}`;
  await page.goto(tenant.url(''));
  await page.getByRole('button', { name: 'Switch tenant' }).click();
  await page.getByRole('menuitem', { name: 'New tenant…' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill(name);
  await page.getByRole('button', { name: 'Create tenant' }).click();
  await expect(page).toHaveURL(new RegExp(`/t/made-by-${tenant.slug}$`));
  await expect(page.getByTestId('home.checklist')).toBeVisible();
});

test('an API key is shown once, works, and is revoked', async ({ page, tenant, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const callWith = async (key: string) =>
    (await fetch(`${getProduct().baseUrl}/api/v1/workflows`, { headers: { authorization: `Bearer ${key}` } }))
      .status;
  await page.goto(tenant.url('/admin/api-keys'));
  await page.getByRole('button', { name: 'New key' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Nightly report');
  await dialog.getByRole('button', { name: 'Create key' }).click();
  await dialog.getByRole('button', { name: 'Copy' }).click();
  await expect(dialog.getByRole('button', { name: 'Copied' })).toBeVisible();
  const key = await page.evaluate(() => navigator.clipboard.readText());
  expect(key).toMatch(/^hdl_/);
  await dialog.getByRole('button', { name: 'Close' }).click();
  expect(await callWith(key)).toBe(200);

  await page.reload();
  const row = page.getByRole('row').filter({ hasText: 'Nightly report' });
  await expect(row).toBeVisible();
  await expect(page.getByText(key)).toBeHidden();
  await row.getByRole('button', { name: 'Revoke' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await expect(row).toBeHidden();
  await expect.poll(() => callWith(key)).toBe(401);
});

test('sessions are listed, and another one can be ended', async ({ page, context, tenant, browser }) => {
  // A person of their own: other journeys come and go as the owner.
  const person = { email: `sam-${tenant.slug}@example.com`, password: 'here and elsewhere' };
  const invite = { tenant: tenant.slug, email: person.email, role: 'viewer' as const };
  const { url } = await tenant.api.member.invite.mutate(invite);
  const { baseUrl } = getProduct();
  const token = new URL(url, baseUrl).searchParams.get('token') ?? '';
  const nobody = trpcClient({ baseUrl, cookie: '' });
  await nobody.invite.accept.mutate({ token, name: 'Sam Sessions', password: person.password });
  const here = await openSession(person);
  await context.clearCookies();
  await context.addCookies(here.storageState.cookies);

  const elsewhere = await openSession(person);
  const otherContext = await browser.newContext({
    storageState: elsewhere.storageState,
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  });
  const other = await otherContext.newPage();
  await other.goto(tenant.url('/workflows'));
  await expect(other.getByRole('heading', { name: 'Workflows' })).toBeVisible();

  await page.goto(tenant.url('/account'));
  await expect(page.getByText('This one')).toHaveCount(1);
  const { items: before } = await here.api.session.list.query();
  await expect(page.getByRole('button', { name: 'End' })).toHaveCount(before.length - 1);
  // The newest stands first among those that can be ended.
  await page.getByRole('button', { name: 'End' }).first().click();
  await expect(page.getByText('Session ended.', { exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'End' })).toHaveCount(before.length - 2);
  await otherContext.close();
});
