import { bundleForTest } from '../test-bundle';

/** For tests: path of the bundle of an entry (default: the product's), as the build makes it. */
export function buildThread(entry?: { contents: string }): Promise<string> {
  return bundleForTest('thread', 'worker/threads/thread.ts', entry?.contents);
}
