/** For tests: the child's bundle as the build makes it, made on the fly. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const projectRoot = fileURLToPath(new URL('../..', import.meta.url));

/** Path of the bundle, under `node_modules/.cache` so that it finds its packages. Safe to call from many processes. */
export async function buildSandboxChild(): Promise<string> {
  const result = await build({
    entryPoints: [path.join(projectRoot, 'worker/sandbox/child.ts')],
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
  const folder = path.join(projectRoot, 'node_modules/.cache/heddle-sandbox');
  const file = path.join(folder, `child-${createHash('sha256').update(code).digest('hex').slice(0, 16)}.mjs`);
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${file}.${process.pid}`, code);
    renameSync(`${file}.${process.pid}`, file);
  }
  return file;
}
