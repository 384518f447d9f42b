/** Where big values and files lie. Keys are paths of safe segments; writing a key again replaces it as a whole. */
import type { Readable } from 'node:stream';

export interface BlobStore {
  /** Resolves once the bytes would survive a power cut. */
  put(key: string, bytes: Uint8Array): Promise<void>;
  /** The same for bytes that come piece by piece; what they throw is thrown on, and nothing is kept. Gives the size. */
  putStream(key: string, pieces: AsyncIterable<Uint8Array>): Promise<number>;
  /** Throws `blob.not-found`. */
  get(key: string): Promise<Buffer>;
  /** So many bytes from an offset on; fewer where the blob ends. Throws `blob.not-found`. */
  getRange(key: string, offset: number, length: number): Promise<Buffer>;
  /** Throws `blob.not-found` before the first byte. */
  getStream(key: string): Promise<Readable>;
  /** Deleting what is not there is no fault. */
  delete(key: string): Promise<void>;
  /** Deletes every blob whose key begins with these whole segments. */
  deleteUnder(prefix: string): Promise<void>;
}
