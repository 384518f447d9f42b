/** For tests: the thread's bundle as the build makes it, made on the fly. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const projectRoot = fileURLToPath(new URL('../..', import.meta.url));

/** Path of the bundle of an entry (default: the product's), under `node_modules/.cache`. Safe to call at once. */
export async function buildThread(entry?: { contents: string }): Promise<string> {
  const result = await build({
    ...(entry
      ? {
          stdin: {
            contents: entry.contents,
            loader: 'ts' as const,
            resolveDir: path.join(projectRoot, 'worker/threads'),
          },
        }
      : { entryPoints: [path.join(projectRoot, 'worker/threads/thread.ts')] }),
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    tsconfig: path.join(projectRoot, 'tsconfig.json'),
    write: false,
    logLevel: 'silent',
  });
  const code = result.outputFiles[0]?.contents ?? new Uint8Array();
  const folder = path.join(projectRoot, 'node_modules/.cache/heddle-threads');
  const file = path.join(
    folder,
    `thread-${createHash('sha256').update(code).digest('hex').slice(0, 16)}.mjs`,
  );
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${file}.${process.pid}`, code);
    renameSync(`${file}.${process.pid}`, file);
  }
  return file;
}
