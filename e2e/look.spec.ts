import { expectAccessible } from './fixtures/accessible';
import { expect, test } from './fixtures/test';
import type { TestTenant } from './fixtures/tenant';
import { chain, post, start } from './fixtures/workflows';
import { EditorPage } from './pages/editor-page';
import { RunPage } from './pages/run-page';

test.setTimeout(240_000);
// A page that does not exist is answered with 404, and Chromium says so.
test.use({ expectedFaults: [/status of 404 \(Not Found\) \(\S+\/nowhere\)$/] });

async function seedSomething(tenant: TestTenant) {
  const published = await tenant.seed(
    chain('Published', [start, post('send', 'Send', 'http://127.0.0.1:1/')]),
    {
      publish: true,
    },
  );
  const run = await tenant.run(published);
  await tenant.seed(chain('Draft only', [start]));
  await tenant.api.member.invite.mutate({ tenant: tenant.slug, email: 'guest@example.com', role: 'viewer' });
  return { workflowId: published, runId: run.id };
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test('every page: no fault, no violation', async ({ page, tenant }) => {
      const { workflowId, runId } = await seedSomething(tenant);
      const pages = [
        ['home', '', /^Hello/],
        ['workflows', '/workflows', 'Workflows'],
        ['runs', '/runs', 'Runs'],
        ['members', '/admin/members', 'Members'],
        ['API keys', '/admin/api-keys', 'API keys'],
        ['audit', '/admin/audit', 'Audit log'],
        ['settings', '/admin/settings', 'Settings'],
        ['sessions', '/account', 'Sessions'],
      ] as const;
      for (const [name, path, title] of pages) {
        await test.step(name, async () => {
          await page.goto(tenant.url(path));
          await expect(page.getByRole('heading', { name: title, level: 1 })).toBeVisible();
          await expect(page.locator('[aria-busy="true"], .animate-pulse')).toHaveCount(0);
          await expect(page.locator('html')).toHaveClass(new RegExp(colorScheme));
          await expectAccessible(page, name);
        });
      }

      await test.step('dialogs and menus', async () => {
        await page.goto(tenant.url('/admin/members'));
        await page.getByRole('button', { name: 'Invite' }).click();
        await expect(page.getByRole('dialog')).toBeVisible();
        await expectAccessible(page, 'invite');
        await page.goto(tenant.url('/admin/api-keys'));
        await page.getByRole('button', { name: 'New key' }).click();
        await expect(page.getByRole('dialog')).toBeVisible();
        await expectAccessible(page, 'new key');
        await page.goto(tenant.url('/workflows'));
        await page.getByRole('button', { name: 'Actions for Published' }).click();
        await expect(page.getByRole('menuitem', { name: 'Delete' })).toBeVisible();
        await expectAccessible(page, 'actions of a workflow');
      });

      await test.step('editor with the inspector open', async () => {
        const editor = new EditorPage(page, tenant);
        await editor.open(workflowId);
        await editor.inspect('Send');
        await expectAccessible(page, 'editor');
        await editor.inspector.field('method').click();
        await expect(page.getByRole('option').first()).toBeVisible();
        await page.keyboard.press('Escape');
        await editor.inspector.openTab('Settings');
        await expectAccessible(page, 'editor, settings of a node');
        await page.getByTestId('editor.publish').click();
        await expect(page.getByRole('dialog')).toBeVisible();
        await expectAccessible(page, 'publish');
        await page.keyboard.press('Escape');
      });

      await test.step('run page', async () => {
        const run = new RunPage(page, tenant);
        await run.open(runId);
        await run.expectStatus('failed');
        await run.step('send').click();
        await expect(run.inspector.panel).toBeVisible();
        await expectAccessible(page, 'run');
      });

      await test.step('an address that leads nowhere', async () => {
        await page.goto('/nowhere');
        await expect(page.getByText('There is nothing here')).toBeVisible();
        await expectAccessible(page, '404');
        await page.goto(tenant.url('/nowhere'));
        await expect(page.getByText('There is nothing here')).toBeVisible();
      });

      await test.step('sign-in', async () => {
        await page.context().clearCookies();
        await page.goto('/sign-in');
        await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
        await expectAccessible(page, 'sign-in');
      });
    });
  });
}
