/** Files of executor tests: a real `ctx.files` over blobs in memory. */
import type { FileRef } from '@/core/items/item';
import type { StepFiles } from '@/core/node-kit/executor';
import { memoryBlobs } from '@/testing/simulator/memory-blobs';
import { createStepFiles } from '@/worker/steps/step-files';

/** Nothing lies there before it is written. `maxBytes` default: 64 MiB. */
export function fakeFiles(maxBytes = 64 * 1024 * 1024): StepFiles {
  let made = 0;
  return createStepFiles({
    blobs: memoryBlobs(),
    prefix: '30/2026-01-01/tenant/run',
    tenantId: 'tenant',
    maxBytes,
    newId: () => `file${(made += 1)}`,
  });
}

/** A file with these bytes, or this text. */
export function aFile(
  files: StepFiles,
  content: string | Uint8Array,
  { name = 'data', mediaType = 'application/octet-stream' } = {},
): Promise<FileRef> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return files.write({ name, mediaType }, bytes);
}
