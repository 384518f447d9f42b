import { expectAccessible } from './fixtures/accessible';
import { getProduct } from './fixtures/product';
import { openSession } from './fixtures/session';
import { expect, test } from './fixtures/test';
import { trpcClient } from './fixtures/trpc-client';
import { chain, start } from './fixtures/workflows';
import { Shell } from './pages/shell';

test('an admin sees how the installation is; a viewer does not', async ({ page, tenant, browser }) => {
  await tenant.run(await tenant.seed(chain('Counted', [start])));

  await test.step('checks, processes and runs', async () => {
    await page.goto(tenant.url('/'));
    await new Shell(page).go('Health');
    await expect(page.getByRole('heading', { name: 'Health', level: 1 })).toBeVisible();
    await expect(page.getByTestId('health.overall')).toBeVisible();
    for (const check of ['database', 'isolation', 'workers']) {
      await expect(page.getByTestId(`health.check.${check}`)).toHaveAttribute('data-level', 'ok');
    }
    const processes = page.getByTestId(/^health\.process\./);
    await expect(processes.filter({ hasText: 'Web' })).toHaveCount(1);
    await expect(processes.filter({ hasText: 'Worker' }).first()).toBeVisible();
    await expect(page.getByRole('definition').filter({ hasText: 'Succeeded 1' })).toBeVisible();
    await expectAccessible(page, 'health');
  });

  await test.step('refused to a viewer, who is not offered it either', async () => {
    const email = `vera-${tenant.slug}@example.com`;
    const password = 'only looking around';
    const { url } = await tenant.api.member.invite.mutate({ tenant: tenant.slug, email, role: 'viewer' });
    const { baseUrl } = getProduct();
    const token = new URL(url, baseUrl).searchParams.get('token') ?? '';
    const nobody = trpcClient({ baseUrl, cookie: '' });
    await nobody.invite.accept.mutate({ token, name: 'Vera Viewer', password });
    const { storageState } = await openSession({ email, password });
    const context = await browser.newContext({ storageState });
    const theirs = await context.newPage();
    await theirs.goto(tenant.url('/admin/health'));
    await expect(theirs.getByRole('main').getByRole('alert')).toContainText('access.forbidden');
    await expect(theirs.getByTestId('health.overall')).toBeHidden();
    await expect(new Shell(theirs).navigation.getByRole('link', { name: 'Health' })).toBeHidden();
    await context.close();
  });
});
