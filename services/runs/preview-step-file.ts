/** A look at a file of an item, for the data view. The file is found by its place; nobody hands in a key. */
import { demand, type TenantScope } from '@/core/access/tenant-scope';
import type { FilePreview } from '@/core/contracts/file-preview';
import { isAppError, UserProblem } from '@/core/errors/app-error';
import type { FileRef } from '@/core/items/item';
import type { BlobStore } from '@/infra/blobs/blob-store';
import { loadItems } from '@/infra/blobs/port-data';
import type { ServiceDeps } from '@/services/deps';
import { loadRun } from './run-projection';

/** Bytes of text shown. */
const TEXT_BYTES = 32 * 1024;
/** Images up to this many bytes are shown. */
const IMAGE_BYTES = 2 * 1024 * 1024;
/** Raster images alone: an SVG is a document with scripts. */
const IMAGES = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif', 'image/bmp']);
const TEXTS =
  /^(?:text\/.+|application\/(?:json|xml|x-yaml|yaml|javascript|x-ndjson|csv|[a-z0-9.+-]+\+(?:json|xml)))$/;

export interface StepFilePlace {
  step: string;
  side: 'input' | 'output';
  port: string;
  index: number;
  file: string;
}

/**
 * What a file is, and its beginning or picture where it can be shown.
 * @throws UserProblem `run.not-found`, `step.not-found`, `file.not-found`.
 */
export async function previewStepFile(
  deps: ServiceDeps,
  scope: TenantScope,
  input: { id: string } & StepFilePlace,
): Promise<FilePreview> {
  demand(scope, 'run:read');
  const { state } = await loadRun(deps, scope.tenantId, input.id);
  const step = state.steps.get(input.step);
  if (!step) throw UserProblem.notFound('step');
  const ports = input.side === 'input' ? step.inputs : (step.outputs ?? {});
  const found = Object.hasOwn(ports, input.port) ? ports[input.port] : undefined;
  const data = found && 'data' in found ? found.data : found;
  const [item] = data ? await loadItems(deps.blobs, data, { from: input.index, to: input.index + 1 }) : [];
  const file = item?.binary && Object.hasOwn(item.binary, input.file) ? item.binary[input.file] : undefined;
  if (!file) throw UserProblem.notFound('file');
  const { name, mediaType, size } = file;
  return { name, mediaType, size, preview: await previewOf(deps.blobs, file) };
}

async function previewOf(blobs: BlobStore, file: FileRef): Promise<FilePreview['preview']> {
  const type = file.mediaType.toLowerCase().split(';')[0]?.trim() ?? '';
  if (!IMAGES.has(type) && !TEXTS.test(type)) return { kind: 'none', reason: 'type' };
  if (IMAGES.has(type) && file.size > IMAGE_BYTES) return { kind: 'none', reason: 'size' };
  try {
    if (IMAGES.has(type)) {
      const bytes = await beginning(blobs, file.blobKey, IMAGE_BYTES + 1);
      if (bytes.length > IMAGE_BYTES) return { kind: 'none', reason: 'size' };
      return { kind: 'image', url: `data:${type};base64,${bytes.toString('base64')}` };
    }
    const bytes = await beginning(blobs, file.blobKey, TEXT_BYTES + 1);
    const text = new TextDecoder().decode(bytes.subarray(0, TEXT_BYTES));
    return { kind: 'text', text: text.replaceAll('\0', '\ufffd'), truncated: bytes.length > TEXT_BYTES };
  } catch (error) {
    if (isAppError(error) && error.code === 'blob.not-found') return { kind: 'none', reason: 'gone' };
    throw error;
  }
}

/** The first bytes of a blob; no more of it is read. */
async function beginning(blobs: BlobStore, key: string, most: number): Promise<Buffer> {
  const stream = await blobs.getStream(key);
  const parts: Buffer[] = [];
  let length = 0;
  try {
    for await (const part of stream) {
      const bytes = Buffer.from(part as Uint8Array);
      parts.push(bytes);
      length += bytes.length;
      if (length >= most) break;
    }
  } finally {
    stream.destroy();
  }
  return Buffer.concat(parts).subarray(0, most);
}
