/**
 * A moment in time out of what people and services write: ISO 8601, RFC 2822, HTTP, SQL, timestamps, a named format,
 * and at last whatever JavaScript reads. Text that names no offset is taken in the zone that is handed in, never in the
 * machine's.
 */
import { DateTime, IANAZone } from 'luxon';

/** Timestamps below are seconds, from there on milliseconds: the year 5138, or 1973. */
const FIRST_MILLISECONDS = 100_000_000_000;
const NAMES_ZONE = /(?:\b(?:Z|UTC|GMT|EST|EDT|CST|CDT|MST|MDT|PST|PDT)|[+-]\d{2}:?\d{2})(?:\s*\(.*\))?\s*$/i;

/** True for a zone that can be calculated with: an IANA name, or a fixed offset such as `UTC+2`. */
export function isZone(name: string): boolean {
  return IANAZone.isValidZone(name) || DateTime.fromMillis(0, { zone: name }).isValid;
}

/** The moment in `zone`, with English names; null for what is no date. `format` holds luxon tokens. */
export function readDate(value: unknown, options: { zone: string; format?: string }): DateTime | null {
  const { zone, format } = options;
  const settings = { zone, locale: 'en-US' } as const;
  if (value instanceof Date) return valid(DateTime.fromJSDate(value, settings));
  if (typeof value === 'number') return fromNumber(value, zone);
  if (typeof value !== 'string') return null;
  const text = value.trim();
  if (text === '' || text.length > 200) return null;
  if (format !== undefined && format !== '') return valid(DateTime.fromFormat(text, format, settings));
  if (/^-?\d{9,16}$/.test(text)) return fromNumber(Number(text), zone);
  const read = [DateTime.fromISO, DateTime.fromRFC2822, DateTime.fromHTTP, DateTime.fromSQL];
  for (const from of read) {
    const date = from(text, settings);
    if (date.isValid) return date;
  }
  return fromScript(text, zone);
}

function fromNumber(value: number, zone: string): DateTime | null {
  const ms = Math.abs(value) < FIRST_MILLISECONDS ? value * 1000 : value;
  return Math.abs(ms) <= 8.64e15 ? valid(DateTime.fromMillis(ms, { zone, locale: 'en-US' })) : null;
}

/** `March 7, 2026 10:00` and the like: read as if in UTC, then said to be in the zone. */
function fromScript(text: string, zone: string): DateTime | null {
  const local = NAMES_ZONE.test(text) ? Number.NaN : Date.parse(`${text} UTC`);
  if (!Number.isNaN(local)) {
    return valid(
      DateTime.fromMillis(local, { zone: 'utc', locale: 'en-US' }).setZone(zone, { keepLocalTime: true }),
    );
  }
  const ms = NAMES_ZONE.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(ms) ? null : valid(DateTime.fromMillis(ms, { zone, locale: 'en-US' }));
}

function valid(date: DateTime): DateTime | null {
  return date.isValid ? date : null;
}
