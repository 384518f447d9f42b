/** What a calendar must know of a zone: its offsets and changes around an event (RFC 5545, 3.6.5). */
import type { DateTime } from 'luxon';

/** How long after the event repetitions are thought of; the changes of that time stand one by one. */
const YEARS_AFTER = 5;

export function zoneComponent(start: DateTime, end: DateTime): string[] {
  const zone = start.zoneName ?? 'UTC';
  const from = start.minus({ years: 1 }).startOf('year');
  const until = end.plus({ years: YEARS_AFTER });
  const parts: string[] = [`BEGIN:VTIMEZONE`, `TZID:${zone}`, ...observance(from, from.offset)];
  let before = from;
  while (before < until) {
    const after = before.plus({ days: 7 });
    if (after.offset !== before.offset)
      parts.push(...observance(changeBetween(before, after), before.offset));
    before = after;
  }
  return [...parts, 'END:VTIMEZONE'];
}

/** The first moment of the new offset, to the minute. */
function changeBetween(before: DateTime, after: DateTime): DateTime {
  let [low, high] = [Math.floor(before.toMillis() / 60_000), Math.floor(after.toMillis() / 60_000)];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (at(before, middle).offset === before.offset) low = middle;
    else high = middle;
  }
  return at(before, high);
}

function at(like: DateTime, minutes: number): DateTime {
  return like.plus({ minutes: minutes - Math.floor(like.toMillis() / 60_000) }).startOf('minute');
}

/** The beginning is written in the time that held before it. */
function observance(begins: DateTime, offsetBefore: number): string[] {
  const kind = begins.isInDST ? 'DAYLIGHT' : 'STANDARD';
  const local = begins.toUTC().plus({ minutes: offsetBefore });
  return [
    `BEGIN:${kind}`,
    `DTSTART:${local.toFormat("yyyyMMdd'T'HHmmss")}`,
    `TZOFFSETFROM:${offset(offsetBefore)}`,
    `TZOFFSETTO:${offset(begins.offset)}`,
    `END:${kind}`,
  ];
}

function offset(minutes: number): string {
  const size = Math.abs(minutes);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}${two(size % 60)}`;
}
