/** What crosses between the worker and a sandbox child: strings and numbers, nothing else. */

export interface ChildRequest {
  id: number;
  source: string;
  mode: 'all' | 'each';
  /** JSON of the items as users' code sees them. */
  items: string;
  /** Guest time, in milliseconds. */
  timeoutMs: number;
  /** What the engine may allocate. */
  maxMemoryBytes: number;
  now: number;
  seed: string;
  /** Characters of JSON that may come back. */
  maxOutput: number;
}

export type ChildMessage = { kind: 'ready' } | { kind: 'reply'; id: number; text: string; worn: boolean };

export type GuestFailureCode =
  'syntax' | 'threw' | 'bad-result' | 'timeout' | 'out-of-memory' | 'never-finished' | 'too-large-output';

/** The reply's text, parsed. Comes from inside the guest, so the parent checks every part of it. */
export type GuestReply =
  | { ok: true; items: unknown[]; console?: unknown }
  | {
      ok: false;
      code: GuestFailureCode;
      message: string;
      line?: number;
      itemIndex?: number;
      console?: unknown;
    };
