/**
 * The archive: records in a gzip stream, each a length (4 bytes), a kind (1 byte) and its bytes. `json` records say what
 * follows; `data` records are it. Written and read in one pass, with a few records in memory. The format is described in
 * docs/operations/backup.md.
 */
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { UserProblem } from '@/core/errors/app-error';

export type ArchiveRecord = { kind: 'json'; value: unknown } | { kind: 'data'; bytes: Buffer };

export interface ArchiveWriter {
  json(value: unknown): Promise<void>;
  data(bytes: Uint8Array): Promise<void>;
}

const HEAD_BYTES = 5;
const KINDS = ['json', 'data'] as const;
/** More is never written: a row of facts is a few megabytes at most. */
const MAX_RECORD_BYTES = 512 * 1024 * 1024;

/**
 * Writes an archive. The file appears under its name only when it is whole and on disk; it is readable by its owner
 * alone. Gives back its size.
 */
export async function writeArchive(
  file: string,
  fill: (writer: ArchiveWriter) => Promise<void>,
): Promise<{ bytes: number }> {
  const partial = `${file}.partial`;
  const gzip = createGzip({ level: 6 });
  const output = createWriteStream(partial, { mode: 0o600, flags: 'wx' });
  const written = pipeline(gzip, output);
  written.catch(() => undefined);
  const write = async (kind: (typeof KINDS)[number], bytes: Uint8Array): Promise<void> => {
    const head = Buffer.alloc(HEAD_BYTES);
    head.writeUInt32BE(bytes.length);
    head.writeUInt8(KINDS.indexOf(kind), 4);
    gzip.write(head);
    // A full disk ends the pipeline; waiting for `drain` alone would never end.
    if (!gzip.write(bytes)) await Promise.race([once(gzip, 'drain'), written]);
  };
  try {
    await fill({
      json: (value) => write('json', Buffer.from(JSON.stringify(value))),
      data: (bytes) => write('data', bytes),
    });
    gzip.end();
    await written;
    const handle = await open(partial, 'r');
    await handle.sync();
    const { size } = await handle.stat();
    await handle.close();
    await rename(partial, file);
    return { bytes: size };
  } catch (error) {
    gzip.destroy();
    await rm(partial, { force: true });
    throw error;
  }
}

/** The records of an archive, in order. Throws `backup.damaged` when it is torn, changed or none. */
export async function* readArchive(file: string): AsyncGenerator<ArchiveRecord, void, undefined> {
  const input = createReadStream(file);
  const gunzip = createGunzip();
  const reading = pipeline(input, gunzip);
  reading.catch(() => undefined);
  let held: Buffer[] = [];
  let size = 0;
  const take = (count: number): Buffer => {
    const all = held.length === 1 && held[0] ? held[0] : Buffer.concat(held);
    held = all.length > count ? [all.subarray(count)] : [];
    size -= count;
    return all.subarray(0, count);
  };
  let head: Buffer | null = null;
  try {
    for await (const chunk of gunzip) {
      held.push(chunk as Buffer); // a zlib stream gives buffers
      size += (chunk as Buffer).length;
      for (;;) {
        if (!head) {
          if (size < HEAD_BYTES) break;
          head = take(HEAD_BYTES);
        }
        const length: number = head.readUInt32BE();
        if (length > MAX_RECORD_BYTES) throw damaged(file, null);
        if (size < length) break;
        const kind = KINDS[head.readUInt8(4)];
        head = null;
        const bytes = take(length);
        if (!kind) throw damaged(file, null);
        yield kind === 'data' ? { kind, bytes } : { kind, value: JSON.parse(bytes.toString()) as unknown };
      }
    }
    await reading;
    if (head || size > 0) throw damaged(file, null);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'EACCES' || code === 'EISDIR') {
      throw new UserProblem('backup.unreadable', `${file} cannot be read (${code}). Check the name.`, {
        cause: error,
      });
    }
    const isTorn =
      error instanceof SyntaxError || (typeof code === 'string' && /^(Z_|ERR_STREAM)/.test(code));
    throw isTorn ? damaged(file, error) : error;
  } finally {
    gunzip.destroy();
    input.destroy();
  }
}

/** What is said of an archive that cannot be trusted. */
export function damaged(file: string, cause: unknown): UserProblem {
  return new UserProblem(
    'backup.damaged',
    `${file} is not a whole backup of Heddle: it was cut off, changed, or is something else. Nothing was restored from it.`,
    { cause },
  );
}
