/** Spans of time up to now, as lists are narrowed to them. Pure. */

/** Spans by their name in the address, in hours. */
export const TIME_SPANS = { '1h': 1, '24h': 24, '7d': 24 * 7, '30d': 24 * 30 } as const;
export type TimeSpan = keyof typeof TIME_SPANS;
export const SPAN_NAMES = Object.keys(TIME_SPANS) as TimeSpan[]; // the keys of a constant

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** The span that an address names; null when there is none of that name. */
export function parseSpan(text: string | null): TimeSpan | null {
  return SPAN_NAMES.find((name) => name === text) ?? null;
}

/**
 * When a span that ends at `nowMs` begins, as ISO 8601. The end is cut to the whole minute, so that drawing again within
 * it asks the server for the same.
 */
export function spanStart(span: TimeSpan, nowMs: number): string {
  const end = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS;
  return new Date(end - TIME_SPANS[span] * HOUR_MS).toISOString();
}
