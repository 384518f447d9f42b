import { expect, test } from '@playwright/test';
import { launchProduct, type LaunchedProduct } from './fixtures/launch-product';
import { Shell } from './pages/shell';
import { SignInPage } from './pages/sign-in-page';

// An installation nobody has touched yet: the shared one has its owner already.
let launched: LaunchedProduct;
test.beforeAll(async () => {
  launched = await launchProduct();
});
test.afterAll(() => launched.stop());

const person = { name: 'Ada Lovelace', email: 'ada@example.com', password: 'engine of analysis' };

test('a fresh installation is set up through its one-time link, and then by nobody else', async ({
  browser,
}) => {
  const { baseUrl, setupUrl } = launched.product;
  const context = await browser.newContext({ baseURL: baseUrl });
  const page = await context.newPage();
  const shell = new Shell(page);
  const signIn = new SignInPage(page);

  await test.step('the bare address leads to the set-up, which wants the link', async () => {
    await page.goto('/');
    await expect(page).toHaveURL(/\/setup$/);
    await expect(page.getByText('Open the set-up link that was printed')).toBeVisible();
  });

  await test.step('the link makes the owner, who lands in the tenant', async () => {
    await page.goto(setupUrl);
    await signIn.setUp(person, 'Analytical Engines');
    await expect(page).toHaveURL(/\/t\/analytical-engines$/);
    await expect(page.getByRole('heading', { name: 'Home', level: 1 })).toBeVisible();
    await expect(shell.navigation.getByRole('link', { name: 'Settings' })).toBeVisible();
  });

  await test.step('the link works once', async () => {
    const other = await browser.newPage();
    await other.goto(setupUrl);
    await expect(other.getByText('Heddle is set up already.')).toBeVisible();
    await expect(other.getByLabel('Your name')).toBeHidden();
    await other.getByRole('link', { name: 'Go to sign-in' }).click();
    await expect(other).toHaveURL(/\/sign-in/);
    await other.close();
  });

  await test.step('after sign-out the pages are closed', async () => {
    await shell.signOut();
    await expect(page).toHaveURL(/\/sign-in/);
    await page.goto('/t/analytical-engines/workflows');
    await expect(page).toHaveURL(/\/sign-in\?next=/);
  });

  await test.step('a wrong password says so and lets nobody in', async () => {
    await signIn.signIn({ email: person.email, password: 'not the password' });
    await expect(signIn.error).toHaveText('E-mail or password is wrong. Check both and try again.');
    await expect(page).toHaveURL(/\/sign-in/);
  });

  await test.step('the right one leads to the page that was wanted', async () => {
    await signIn.signIn(person);
    await expect(page).toHaveURL(/\/t\/analytical-engines\/workflows$/);
    await expect(page.getByRole('heading', { name: 'Workflows' })).toBeVisible();
  });
  await context.close();
});
