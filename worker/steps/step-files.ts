/**
 * `ctx.files`: the files of items, read from and written to the blob store. New ones lie in the folder of their run and
 * go when it goes. A reference of another tenant is refused, whoever made it: the key says whose it is.
 */
import { isAppError } from '@/core/errors/app-error';
import type { FileRef } from '@/core/items/item';
import type { StepFiles } from '@/core/node-kit/executor';
import { NodeFailure } from '@/core/node-kit/node-failure';
import type { BlobStore } from '@/infra/blobs/blob-store';

export interface StepFilesParts {
  blobs: BlobStore;
  /** The folder of the run's blobs (`runBlobPrefix`): class, day, tenant, run. */
  prefix: string;
  tenantId: string;
  /** The largest file, in bytes. */
  maxBytes: number;
  newId(): string;
}

const TENANT_SEGMENT = 2;
const MEDIA_TYPE = /^[\w.+-]{1,80}\/[\w.+-]{1,120}(?:; ?[\w-]{1,40}=[\w.+-]{1,80}){0,3}$/;

export function createStepFiles(parts: StepFilesParts): StepFiles {
  const { blobs, maxBytes } = parts;
  const check = (file: FileRef): void => {
    if (file.blobKey.split('/')[TENANT_SEGMENT] !== parts.tenantId) throw gone(file.name);
    if (file.size > maxBytes) throw tooLarge(file.name, maxBytes);
  };
  return {
    async read(file) {
      check(file);
      const bytes = await blobs.get(file.blobKey).catch((error: unknown) => rethrow(error, file.name));
      if (bytes.length > maxBytes) throw tooLarge(file.name, maxBytes);
      // A view of memory that others share must not be handed over to a thread.
      const isWhole = bytes.buffer instanceof ArrayBuffer && bytes.buffer.byteLength === bytes.length;
      return isWhole ? new Uint8Array(bytes.buffer) : Uint8Array.from(bytes);
    },
    async *open(file) {
      check(file);
      const stream = await blobs.getStream(file.blobKey).catch((error: unknown) => rethrow(error, file.name));
      for await (const piece of stream) yield piece as Uint8Array; // a byte stream's pieces
    },
    async write(file, content) {
      const name = safeName(file.name);
      const blobKey = `${parts.prefix}/${parts.newId()}.bin`;
      const mediaType = MEDIA_TYPE.test(file.mediaType) ? file.mediaType : 'application/octet-stream';
      if (!(content instanceof Uint8Array)) {
        const size = await blobs.putStream(blobKey, bounded(content, { name, maxBytes }));
        return { blobKey, name, mediaType, size };
      }
      if (content.length > maxBytes) throw tooLarge(name, maxBytes);
      await blobs.put(blobKey, content);
      return { blobKey, name, mediaType, size: content.length };
    },
  };
}

async function* bounded(
  pieces: AsyncIterable<Uint8Array>,
  { name, maxBytes }: { name: string; maxBytes: number },
): AsyncGenerator<Uint8Array> {
  let left = maxBytes;
  for await (const piece of pieces) {
    left -= piece.length;
    if (left < 0) throw tooLarge(name, maxBytes);
    yield piece;
  }
}

/** A name that is one, on every system: no folders, no control characters, at most 255 characters. */
function safeName(name: string): string {
  const plain = name
    // eslint-disable-next-line no-control-regex -- control characters are what it is about
    .replace(/[\u0000-\u001f\u007f/\\]/g, '_')
    .trim()
    .slice(0, 255);
  return plain === '' || /^\.+$/.test(plain) ? 'file' : plain;
}

function rethrow(error: unknown, name: string): never {
  throw isAppError(error) && error.code === 'blob.not-found' ? gone(name) : error;
}

function gone(name: string): NodeFailure {
  return NodeFailure.final(
    'file.gone',
    `The file "${name}" is not there any more. Run the workflow again from where the file is made.`,
    { outcome: 'not-done' },
  );
}

function tooLarge(name: string, maxBytes: number): NodeFailure {
  return NodeFailure.final(
    'file.too-large',
    `The file "${name}" is larger than ${maxBytes} bytes. Use a smaller one, or ask an admin to raise the limit for files.`,
    { outcome: 'not-done', details: { limit: maxBytes } },
  );
}
