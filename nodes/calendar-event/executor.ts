import type { DateTime } from 'luxon';
import { isZone, readDate } from '@/core/items/read-date';
import type { ExecutorFor, StepContext } from '@/core/node-kit/executor';
import { fileSlot } from '@/core/node-kit/item-file';
import { NodeFailure } from '@/core/node-kit/node-failure';
import type { definition } from './definition';
import { writeIcs } from './write-ics';

type EventParameters = Parameters<ExecutorFor<typeof definition>['executeItem']>[0]['parameters'];

export const executor: ExecutorFor<typeof definition> = {
  async executeItem({ item, index, parameters }, ctx) {
    const slot = fileSlot(parameters.file);
    const bytes = new TextEncoder().encode(writeIcs(eventOf(parameters, index, ctx)));
    const name = parameters.fileName === '' ? 'event.ics' : parameters.fileName;
    const file = await ctx.files.write({ name, mediaType: 'text/calendar' }, bytes);
    return {
      json: parameters.keepFields ? item.json : {},
      binary: { ...(parameters.keepFields ? item.binary : {}), [slot]: file },
    };
  },
};

function eventOf(parameters: EventParameters, index: number, ctx: StepContext) {
  const zone = zoneOf(parameters.zone, ctx);
  const start = dateOf(parameters.start, 'Begins', zone);
  const end = dateOf(parameters.end, 'Ends', zone);
  if (end < start) {
    throw NodeFailure.final(
      'calendar-event.ends-first',
      'The event ends before it begins. Correct its dates.',
    );
  }
  const { organizerName, organizerEmail, latitude, longitude, recurrence } = parameters;
  if (recurrence !== '' && !/^(RRULE:)?FREQ=[A-Z]+(;[A-Z-]+=[A-Za-z0-9+,-]+)*$/i.test(recurrence.trim())) {
    throw NodeFailure.final(
      'calendar-event.bad-rule',
      'The rule for repeating is not one of RFC 5545. Write it like FREQ=WEEKLY;BYDAY=MO;COUNT=10.',
    );
  }
  return {
    ...parameters,
    uid: parameters.uid === '' ? freshId(index, ctx) : parameters.uid,
    ...{ start, end, stamp: dateOf(ctx.now, 'Now', 'UTC') },
    recurrence: recurrence.trim().replace(/^RRULE:/i, ''),
    organizer: organizerEmail === '' ? null : { name: organizerName, email: organizerEmail },
    position: latitude === undefined || longitude === undefined ? null : { latitude, longitude },
  };
}

function freshId(index: number, ctx: StepContext): string {
  const hex = Array.from(ctx.randomBytes(16), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex}-${index}@heddle`;
}

function dateOf(value: unknown, label: string, zone: string): DateTime {
  const date = readDate(value, { zone });
  if (date) return date;
  const shown = JSON.stringify(value ?? null).slice(0, 80);
  throw NodeFailure.final(
    'calendar-event.unreadable-date',
    `${label}: ${shown} cannot be read as a date. Write it like 2026-03-01T10:00.`,
  );
}

function zoneOf(zone: string, ctx: StepContext): string {
  if (zone === '') return ctx.timezone;
  if (isZone(zone)) return zone;
  throw NodeFailure.final(
    'calendar-event.unknown-zone',
    `"${zone}" is no time zone. Use a name such as Europe/Berlin or UTC.`,
  );
}
