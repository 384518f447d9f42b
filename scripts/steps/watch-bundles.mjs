/** Rebuilds the bundles as sources change and tells which of them became different. */
import { createHash } from 'node:crypto';
import { mkdirSync, watch, writeFileSync } from 'node:fs';
import path from 'node:path';
import { generateRegistry } from '../generate-registry.mjs';
import { bundleOptions, forgetBundles } from './bundle.mjs';
import { inProject } from './project.mjs';

/** @param {(changed: string[]) => void} onChanged gets the names of bundles, such as `web` */
export async function watchBundles(onChanged) {
  const { context } = await import('esbuild');
  const known = new Map();
  forgetBundles();
  const options = bundleOptions();
  const watching = await context({
    ...options,
    write: false,
    plugins: [
      ...options.plugins,
      {
        name: 'heddle-reload',
        setup(build) {
          build.onEnd((result) => {
            for (const error of result.errors)
              console.error(`  ✗ ${error.location?.file ?? ''} ${error.text}`);
            const first = known.size === 0;
            const changed = (result.outputFiles ?? []).filter((file) => isDifferent(known, file)).map(write);
            if (!first && changed.length > 0) onChanged([...new Set(changed)]);
          });
        },
      },
    ],
  });
  await watching.watch();
  // A new folder is imported by nobody yet: the registry has to name it first.
  watch(inProject('nodes'), { recursive: true }, () => generateRegistry());
}

function isDifferent(known, file) {
  const hash = createHash('sha256').update(file.contents).digest('hex');
  if (known.get(file.path) === hash) return false;
  known.set(file.path, hash);
  return true;
}

function write(file) {
  mkdirSync(path.dirname(file.path), { recursive: true });
  writeFileSync(file.path, file.contents);
  return path.basename(file.path).replace(/\.mjs(\.map)?$/, '');
}
