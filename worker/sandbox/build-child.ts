import { bundleForTest } from '../test-bundle';

/** For tests: path of the child's bundle, as the build makes it. */
export function buildSandboxChild(): Promise<string> {
  return bundleForTest('child', 'worker/sandbox/child.ts');
}
