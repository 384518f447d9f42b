import { expectAccessible } from './fixtures/accessible';
import { expect, test } from './fixtures/test';
import { fillShowRoom } from './views/show-room';
import { VIEWS } from './views/views';

test.setTimeout(300_000);
// A page that does not exist is answered with 404, and Chromium says so.
test.use({ expectedFaults: [/status of 404 \(Not Found\) \(\S+\/nowhere\)$/] });

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test('every page and dialog: no fault, no violation', async ({ page, tenant }) => {
      const room = await fillShowRoom(page, tenant);
      for (const view of VIEWS) {
        await test.step(view.name, async () => {
          await view.open(room);
          await expect(page.locator('html')).toHaveClass(new RegExp(colorScheme));
          await expectAccessible(page, view.name);
        });
      }
    });
  });
}
