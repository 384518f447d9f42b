/**
 * Files as people and expressions see them: what a file is, never where it lies. The key of the blob store is the
 * product's own; a text with it in it would be a handle that nobody gave out.
 */
import type { FileRef } from './item';

export type VisibleFile = Omit<FileRef, 'blobKey'>;

/** The files of an item without their keys, by name. */
export function visibleFiles(binary: Readonly<Record<string, FileRef>>): Record<string, VisibleFile> {
  return Object.fromEntries(
    Object.entries(binary).map(([key, { name, mediaType, size }]) => [key, { name, mediaType, size }]),
  );
}
