/** What crosses between the worker and a sandbox child: strings and numbers, nothing else. */

interface RequestBounds {
  id: number;
  /** Guest time, in milliseconds. */
  timeoutMs: number;
  /** What the engine may allocate. */
  maxMemoryBytes: number;
  /** Characters of JSON that may come back. */
  maxOutput: number;
}

export interface CodeRequest extends RequestBounds {
  kind: 'code';
  source: string;
  /** `each-on` goes on with the next item after one over which the code threw. */
  mode: 'all' | 'each' | 'each-on';
  /** JSON of the items as users' code sees them. */
  items: string;
  /** JSON of what it sees besides them. */
  scope: string;
  now: number;
  seed: string;
}

export interface SqlRequest extends RequestBounds {
  kind: 'sql';
  query: string;
  /** JSON of the tables: name → rows. */
  tables: string;
  maxRows: number;
}

export type ChildRequest = CodeRequest | SqlRequest;

/** A request before it has a number. */
export type NewRequest = Omit<CodeRequest, 'id'> | Omit<SqlRequest, 'id'>;

export type ChildMessage = { kind: 'ready' } | { kind: 'reply'; id: number; text: string; worn: boolean };

export const GUEST_FAILURE_CODES = [
  'syntax',
  'threw',
  'bad-result',
  'timeout',
  'out-of-memory',
  'never-finished',
  'too-large-output',
] as const;
export type GuestFailureCode = (typeof GUEST_FAILURE_CODES)[number];

/** The reply's text, parsed. Comes from inside the guest, so the parent checks every part of it. */
export type GuestReply =
  | { ok: true; items: unknown[]; staticData?: unknown; console?: unknown }
  | {
      ok: false;
      code: GuestFailureCode;
      message: string;
      line?: number;
      itemIndex?: number;
      console?: unknown;
    };
