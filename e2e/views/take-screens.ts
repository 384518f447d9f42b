/** Pictures of every view in light and dark at two widths: `npm run screens`. No test: it is not part of the journeys. */
import path from 'node:path';
import sharp from 'sharp';
import { test } from '../fixtures/test';
import { fillShowRoom } from './show-room';
import { VIEWS } from './views';

/** `SCREENS=import,runs` takes those whose name contains one of the words. */
const words = process.env.SCREENS?.split(',') ?? [];
const wanted = VIEWS.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)));
const folder = path.resolve(import.meta.dirname, '../../docs/screens');

test.setTimeout(600_000);
test.use({ expectedFaults: [/status of 404 \(Not Found\) \(\S+\/nowhere\)$/] });

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [1280, 1920]) {
    test.describe(`${colorScheme} ${width}`, () => {
      test.use({
        colorScheme,
        viewport: { width, height: Math.round(width * 0.625) },
        contextOptions: { reducedMotion: 'reduce' },
      });

      test('every view', async ({ page, tenant }) => {
        const room = await fillShowRoom(page, tenant);
        for (const view of wanted) {
          await test.step(view.name, async () => {
            await view.open(room);
            const picture = await page.screenshot({ animations: 'disabled', caret: 'hide' });
            // A palette is enough for a page, and keeps the repository small.
            await sharp(picture)
              .png({ palette: true, quality: 90, effort: 10, compressionLevel: 9 })
              .toFile(path.join(folder, `${view.name}-${colorScheme}-${width}.png`));
          });
        }
      });
    });
  }
}
