import { describe, expect, it } from 'vitest';
import type { FileRef, JsonObject } from '@/core/items/item';
import { defaultParameters } from '@/core/node-kit/new-node';
import { readIcs } from '@/nodes/extract-from-file/ics';
import { fakeContext } from '@/testing/nodes/fake-context';
import { fakeFiles } from '@/testing/nodes/fake-files';
import { definition } from './definition';
import { executor } from './executor';

type EventParameters = Parameters<typeof executor.executeItem>[0]['parameters'];
const files = fakeFiles();
const BASE = { title: 'Review', start: '2026-03-27T10:00', end: '2026-03-27T11:30', zone: 'Europe/Berlin' };

async function event(
  given: Partial<EventParameters> = {},
): Promise<{ text: string; file: FileRef; read: JsonObject }> {
  const parameters = { ...defaultParameters(definition), ...BASE, ...given } as EventParameters;
  const ctx = fakeContext({ files, now: Date.UTC(2026, 0, 2, 3, 4, 5) });
  const output = await executor.executeItem({ item: { json: { id: 1 } }, index: 0, parameters }, ctx);
  const file = !Array.isArray(output) && 'json' in output ? output.binary?.['data'] : undefined;
  if (!file) throw new Error('no file');
  const text = new TextDecoder().decode(await files.read(file));
  const [read = {}] = Object.values(readIcs(text)).filter(
    (part) => (part as JsonObject)['type'] === 'VEVENT',
  ) as JsonObject[];
  return { text, file, read };
}

describe('a calendar file', () => {
  it('says what an event is, in UTC', async () => {
    const { text, file } = await event({ uid: '7@x' });
    expect(file).toMatchObject({ name: 'event.ics', mediaType: 'text/calendar' });
    expect(text.split('\r\n')).toEqual([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Heddle//Calendar event//EN',
      'CALSCALE:GREGORIAN',
      'METHOD:PUBLISH',
      'BEGIN:VEVENT',
      'UID:7@x',
      'DTSTAMP:20260102T030405Z',
      'SEQUENCE:0',
      'DTSTART:20260327T090000Z',
      'DTEND:20260327T103000Z',
      'SUMMARY:Review',
      'STATUS:CONFIRMED',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ]);
  });

  it('is read again as it was meant', async () => {
    const { text, read } = await event({
      title: 'A; b, c\\d',
      description: 'first\nsecond ' + 'ä'.repeat(100),
      location: 'Room 2',
      url: 'https://example.com/a,b',
      organizerName: 'Ada "L"',
      organizerEmail: 'ada@example.com',
      attendees: [{ name: '', email: 'bo@example.com', rsvp: true }],
      recurrence: 'RRULE:FREQ=WEEKLY;COUNT=2',
      latitude: 1.5,
      longitude: -2,
      busy: 'FREE',
      calendarName: 'Work',
    });
    expect(read).toMatchObject({
      summary: 'A; b, c\\d',
      description: 'first\nsecond ' + 'ä'.repeat(100),
      location: 'Room 2',
      url: 'https://example.com/a,b',
      organizer: { name: "Ada 'L'", email: 'ada@example.com' },
      attendee: [{ email: 'bo@example.com', rsvp: true }],
      rrule: 'FREQ=WEEKLY;COUNT=2',
      geo: { lat: 1.5, lon: -2 },
      transp: 'TRANSPARENT',
      start: '2026-03-27T09:00:00.000Z',
    });
    for (const line of text.split('\r\n'))
      expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
  });

  it('of whole days ends on the day after the last', async () => {
    const { text } = await event({ allDay: true, start: '2026-03-27', end: '2026-03-28' });
    expect(text).toContain('DTSTART;VALUE=DATE:20260327\r\nDTEND;VALUE=DATE:20260329\r\n');
  });

  it('in its zone brings the changes of that zone', async () => {
    const { text, read } = await event({ inZone: true, recurrence: 'FREQ=WEEKLY' });
    expect(text).toContain('DTSTART;TZID=Europe/Berlin:20260327T100000');
    expect(text).toContain(
      'BEGIN:DAYLIGHT\r\nDTSTART:20260329T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nEND:DAYLIGHT',
    );
    expect(text).toContain(
      'BEGIN:STANDARD\r\nDTSTART:20261025T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nEND:STANDARD',
    );
    expect(read).toMatchObject({ start: '2026-03-27T09:00:00.000Z', tz: 'Europe/Berlin' });
  });

  it('cannot be given lines that are not its own', async () => {
    const { text } = await event({
      url: 'x\r\nATTENDEE:mailto:eve@example.com',
      uid: 'a\r\nb',
      organizerEmail: 'a\nb',
    });
    expect(text).not.toMatch(/^ATTENDEE/m);
    expect(text).toContain('UID:a\\nb\r\n');
  });
});

it.each([
  [{ start: 'soon' }, 'calendar-event.unreadable-date'],
  [{ end: '2026-03-27T09:00' }, 'calendar-event.ends-first'],
  [{ zone: 'Mars' }, 'calendar-event.unknown-zone'],
  [{ recurrence: 'every week' }, 'calendar-event.bad-rule'],
  [{ recurrence: 'FREQ=DAILY\r\nX:Y' }, 'calendar-event.bad-rule'],
])('refuses %j', async (given, code) => {
  await expect(event(given)).rejects.toMatchObject({ code });
});
