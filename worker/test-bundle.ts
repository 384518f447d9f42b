/** For tests: a bundle as the build makes it, made on the fly. */
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const projectRoot = fileURLToPath(new URL('..', import.meta.url));

/**
 * Path of the bundle of a file of the project, or of the text of one that lies beside `from`. It is kept by its content
 * under `node_modules/.cache`, so that it finds its packages. Safe to call from many processes and threads at once.
 */
export async function bundleForTest(name: string, from: string, contents?: string): Promise<string> {
  const entry = path.join(projectRoot, from);
  const result = await build({
    ...(contents === undefined
      ? { entryPoints: [entry] }
      : { stdin: { contents, loader: 'ts' as const, resolveDir: path.dirname(entry) } }),
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
  const folder = path.join(projectRoot, 'node_modules/.cache/heddle-bundles');
  const hash = createHash('sha256').update(code).digest('hex').slice(0, 16);
  const file = path.join(folder, `${name}-${hash}.mjs`);
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true });
    const made = `${file}.${randomUUID()}`;
    writeFileSync(made, code);
    renameSync(made, file);
  }
  return file;
}
