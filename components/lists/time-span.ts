/** Times that lists are narrowed to: a span up to now, or days. Pure. */

/** Spans by their name in the address, in hours. */
export const TIME_SPANS = { '1h': 1, '24h': 24, '7d': 24 * 7, '30d': 24 * 30 } as const;
export type TimeSpan = keyof typeof TIME_SPANS;
export const SPAN_NAMES = Object.keys(TIME_SPANS) as TimeSpan[]; // the keys of a constant

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

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

/** A span, or days; the span where both are given. */
export interface TimeRange {
  span: TimeSpan | null;
  /** Days, `2026-11-21`; the last one is included. */
  from: string | null;
  to: string | null;
}

export const ANY_TIME: TimeRange = { span: null, from: null, to: null };

/** The times of an address; what means nothing is left out. */
export function parseTimes(params: { get(name: string): string | null }): TimeRange {
  return {
    span: parseSpan(params.get('since')),
    from: dayOf(params.get('from')),
    to: dayOf(params.get('to')),
  };
}

/** Writes the times into the parameters of an address. */
export function writeTimes(params: URLSearchParams, { span, from, to }: TimeRange): void {
  if (span) params.set('since', span);
  if (from) params.set('from', from);
  if (to) params.set('to', to);
}

/**
 * What the server is asked for. A span counts back from `nowMs`, cut to whole minutes so that drawing again asks for the
 * same; days are those of the person's own zone, `offsetMinutes` west of UTC.
 */
export function timesAsked(
  { span, from, to }: TimeRange,
  nowMs: number,
  offsetMinutes: number,
): { from?: string; to?: string } {
  if (span) return { from: spanStart(span, nowMs) };
  const midnight = (day: string) => Date.parse(`${day}T00:00:00Z`) + offsetMinutes * MINUTE_MS;
  return {
    ...(from ? { from: new Date(midnight(from)).toISOString() } : {}),
    ...(to ? { to: new Date(midnight(to) + DAY_MS).toISOString() } : {}),
  };
}

function dayOf(text: string | null): string | null {
  return text !== null && DAY.test(text) && !Number.isNaN(Date.parse(text)) ? text : null;
}
