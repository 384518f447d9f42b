/** Calendar files by RFC 5545, with the method and times that calendars take from a mail or a link. */
import type { DateTime } from 'luxon';
import { zoneComponent } from './zone-component';

export interface CalendarEvent {
  uid: string;
  title: string;
  start: DateTime;
  /** For whole days the last day that counts. */
  end: DateTime;
  allDay: boolean;
  /** Write times in the zone of `start`, so that repetitions stay at their time of day. */
  inZone: boolean;
  /** When the file is made. */
  stamp: DateTime;
  location: string;
  description: string;
  url: string;
  organizer: { name: string; email: string } | null;
  attendees: readonly { name: string; email: string; rsvp: boolean }[];
  /** Without `RRULE:`. */
  recurrence: string;
  status: string;
  busy: string;
  position: { latitude: number; longitude: number } | null;
  sequence: number;
  calendarName: string;
}

const MAX_OCTETS = 75;

export function writeIcs(event: CalendarEvent): string {
  const zoned = event.inZone && !event.allDay && event.start.zoneName !== 'UTC';
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Heddle//Calendar event//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    ...text('X-WR-CALNAME', event.calendarName),
    ...(zoned ? zoneComponent(event.start, event.end) : []),
    'BEGIN:VEVENT',
    `UID:${escapeText(event.uid)}`,
    `DTSTAMP:${utc(event.stamp)}`,
    `SEQUENCE:${event.sequence}`,
    ...times(event, zoned),
    ...text('SUMMARY', event.title),
    ...text('DESCRIPTION', event.description),
    ...text('LOCATION', event.location),
    ...(event.url === '' ? [] : [`URL;VALUE=URI:${plain(event.url)}`]),
    ...(event.position ? [`GEO:${event.position.latitude};${event.position.longitude}`] : []),
    ...people(event),
    ...(event.recurrence === '' ? [] : [`RRULE:${plain(event.recurrence)}`]),
    ...(event.status === '' ? [] : [`STATUS:${event.status}`]),
    ...(event.busy === ''
      ? []
      : [
          `X-MICROSOFT-CDO-BUSYSTATUS:${event.busy}`,
          `TRANSP:${event.busy === 'FREE' ? 'TRANSPARENT' : 'OPAQUE'}`,
        ]),
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${fold(line)}\r\n`).join('');
}

function times({ start, end, allDay }: CalendarEvent, zoned: boolean): string[] {
  if (allDay) {
    // The end of whole days is the first day that does not count any more.
    const after = end.startOf('day').plus({ days: 1 });
    return [
      `DTSTART;VALUE=DATE:${start.toFormat('yyyyMMdd')}`,
      `DTEND;VALUE=DATE:${after.toFormat('yyyyMMdd')}`,
    ];
  }
  if (!zoned) return [`DTSTART:${utc(start)}`, `DTEND:${utc(end)}`];
  const local = (date: DateTime): string => date.toFormat("yyyyMMdd'T'HHmmss");
  const zone = start.zoneName ?? 'UTC';
  return [`DTSTART;TZID=${zone}:${local(start)}`, `DTEND;TZID=${zone}:${local(end.setZone(zone))}`];
}

function people({ organizer, attendees }: CalendarEvent): string[] {
  const named = (name: string): string => (name === '' ? '' : `;CN=${quoteParameter(name)}`);
  return [
    ...(organizer ? [`ORGANIZER${named(organizer.name)}:mailto:${plain(organizer.email)}`] : []),
    ...attendees.map(
      ({ name, email, rsvp }) =>
        `ATTENDEE;ROLE=REQ-PARTICIPANT;RSVP=${rsvp ? 'TRUE' : 'FALSE'}${named(name)}:mailto:${plain(email)}`,
    ),
  ];
}

function text(name: string, value: string): string[] {
  return value === '' ? [] : [`${name}:${escapeText(value)}`];
}

/** 3.3.11: what separates values is escaped, line breaks become `\n`. */
function escapeText(value: string): string {
  return plain(value.replace(/[\\;,]/g, '\\$&').replace(/\r\n|\r|\n/g, '\\n'));
}

/** Nothing may begin a line of its own. */
function plain(value: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what it is about
  return value.replace(/[\u0000-\u001f\u007f]/g, ' ').trim();
}

/** 3.2: quotes cannot be written in a parameter at all. */
function quoteParameter(value: string): string {
  return `"${plain(value).replaceAll('"', "'")}"`;
}

function utc(date: DateTime): string {
  return date.toUTC().toFormat("yyyyMMdd'T'HHmmss'Z'");
}

/** 3.1: lines of 75 octets at most, never cut inside of a character. */
function fold(line: string): string {
  const encoder = new TextEncoder();
  let folded = '';
  let octets = 0;
  for (const sign of line) {
    const size = encoder.encode(sign).length;
    if (octets + size > MAX_OCTETS) {
      folded += '\r\n ';
      octets = 1;
    }
    folded += sign;
    octets += size;
  }
  return folded;
}
