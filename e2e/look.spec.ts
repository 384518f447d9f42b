import { expectAccessible } from './fixtures/accessible';
import { expect, test } from './fixtures/test';
import { fillShowRoom } from './views/show-room';
import { VIEWS } from './views/views';

// A page that does not exist is answered with 404, and Chromium says so.
test.use({ expectedFaults: [/status of 404 \(Not Found\) \(\S+\/nowhere\)$/] });
test.describe.configure({ mode: 'parallel', timeout: 300_000 });

/** What axe finds in one theme and not in the other. */
const RULES_OF_COLOUR = ['color-contrast', 'link-in-text-block'];

// Every view is loaded in one theme and looked at whole, then seen in the other: half of them each way.
for (const [half, loaded, other] of [
  [0, 'light', 'dark'],
  [1, 'dark', 'light'],
] as const) {
  test.describe(`half of the views, loaded in ${loaded}`, () => {
    test.use({ colorScheme: loaded });

    test('every page and dialog in light and dark: no fault, no violation', async ({ page, tenant }) => {
      const room = await fillShowRoom(page, tenant);
      for (const view of VIEWS.filter((_, index) => index % 2 === half)) {
        await test.step(view.name, async () => {
          await page.emulateMedia({ colorScheme: loaded });
          await view.open(room);
          await expect(page.locator('html')).toHaveClass(new RegExp(loaded));
          await expectAccessible(page, `${view.name}, ${loaded}`);
          await page.emulateMedia({ colorScheme: other });
          await expect(page.locator('html')).toHaveClass(new RegExp(other));
          await expectAccessible(page, `${view.name}, ${other}`, RULES_OF_COLOUR);
        });
      }
    });
  });
}
