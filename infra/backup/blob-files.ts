import { opendir, stat } from 'node:fs/promises';
import path from 'node:path';

/** The keys of all blobs in a folder store, in no order; what is being written at the moment is left out. */
export async function* listBlobs(folder: string): AsyncGenerator<string, void, undefined> {
  if (!(await stat(folder).catch(() => null))) return;
  yield* walk(folder, '');
}

async function* walk(folder: string, prefix: string): AsyncGenerator<string, void, undefined> {
  for await (const entry of await opendir(path.join(folder, prefix))) {
    if (entry.name.startsWith('.')) continue;
    const key = prefix === '' ? entry.name : `${prefix}/${entry.name}`;
    if (entry.isDirectory()) yield* walk(folder, key);
    else if (entry.isFile()) yield key;
  }
}
