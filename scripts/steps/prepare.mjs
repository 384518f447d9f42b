/** What has to stand before anything runs: packages, generated sources, bundles, pages. */
import { ensureBundles } from './bundle.mjs';
import { ensureGenerated } from './generate.mjs';
import { ensureInstalled } from './install.mjs';
import { ensurePages } from './pages.mjs';

/** Runs a step without a word about it. */
export function silently(_title, work) {
  return work();
}

/**
 * Brings everything up to date, doing nothing where nothing changed.
 * @param {(title: string, work: () => Promise<string>) => Promise<string>} run how each step is run and shown
 * @param {{ pages?: boolean }} [options] `pages: false` leaves Next's build out
 */
export async function prepare(run, options = {}) {
  await run('packages', ensureInstalled);
  await run('generate', ensureGenerated);
  await run('bundles', ensureBundles);
  if (options.pages ?? true) await run('pages', ensurePages);
}
