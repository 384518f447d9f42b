/** What passes between the pool and its threads. */

export interface ThreadRequest {
  id: number;
  /** The node type whose `job.ts` is run. */
  type: string;
  input: unknown;
}

export type ThreadReply =
  | { id: number; kind: 'done'; output: unknown }
  /** A NodeFailure of the job. */
  | {
      id: number;
      kind: 'failed';
      code: string;
      message: string;
      retryable: boolean;
      details: Record<string, unknown>;
    }
  /** Something that the job did not plan. */
  | { id: number; kind: 'crashed'; message: string; stack: string };

/** The memory of byte arrays in a message that may be handed over instead of copied: whole buffers alone. */
export function transferable(value: unknown, depth = 3): ArrayBuffer[] {
  if (value instanceof Uint8Array) {
    const { buffer } = value;
    return buffer instanceof ArrayBuffer && buffer.byteLength === value.length && value.length > 0
      ? [buffer]
      : [];
  }
  if (typeof value !== 'object' || value === null || depth === 0) return [];
  const found = new Set<ArrayBuffer>();
  // Only short lists hold files; a list of rows is not walked.
  const entries: unknown[] = Object.values(value);
  if (entries.length > 5000) return [];
  for (const entry of entries) for (const buffer of transferable(entry, depth - 1)) found.add(buffer);
  return [...found];
}
