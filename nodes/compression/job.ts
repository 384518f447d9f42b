/** Packing and unpacking, away from the worker's loop. */
import { isZip, readZip, writeZip } from '@/core/files/zip';
import { NodeFailure } from '@/core/node-kit/node-failure';
import { isGzip, pack, unpack } from './gzip';

export interface NamedBytes {
  name: string;
  bytes: Uint8Array;
}

export type CompressionJob =
  | { do: 'zip'; files: readonly NamedBytes[]; now: number }
  | { do: 'gzip'; file: NamedBytes; now: number }
  | { do: 'unpack'; file: NamedBytes; maxBytes: number };

const MAX_ENTRIES = 10_000;

/** Throws NodeFailure `archive.*`. */
export function run(job: CompressionJob): NamedBytes[] {
  if (job.do === 'zip') return [{ name: '', bytes: writeZip(job.files, job.now) }];
  const { name, bytes } = job.file;
  if (job.do === 'gzip') return [{ name: `${name}.gz`, bytes: pack(bytes, { name, now: job.now }) }];
  if (isZip(bytes)) {
    const entries = readZip(bytes, { maxBytes: job.maxBytes, maxEntries: MAX_ENTRIES });
    return entries
      .filter((entry) => !isLitter(entry.name))
      .map((entry) => ({ name: entry.name, bytes: entry.read() }));
  }
  if (isGzip(bytes)) {
    const plain = name.replace(/\.tgz$/i, '.tar').replace(/\.gz$/i, '');
    return [{ name: plain === '' ? 'file' : plain, bytes: unpack(bytes, job.maxBytes) }];
  }
  throw NodeFailure.final(
    'archive.unknown-kind',
    `"${name}" is neither ZIP nor gzip. Other kinds of archives cannot be unpacked.`,
    { details: { file: name } },
  );
}

/** What macOS puts beside each file. */
function isLitter(name: string): boolean {
  return name.startsWith('__MACOSX/') || name.endsWith('/.DS_Store');
}
