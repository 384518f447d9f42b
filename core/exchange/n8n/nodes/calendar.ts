/** Calendar files, and n8n's static training data. */
import type { Json, JsonObject } from '@/core/items/item';
import type { NodeContext, Translation } from '../context';
import { objectsOf, own, toSafeObject } from '../safe-value';
import type { NodeRule } from './rule';

export const CALENDAR_RULES: readonly NodeRule[] = [
  { type: 'iCal', versions: [1], becomes: 'calendar-event', translate: calendar },
  { type: 'n8nTrainingCustomerDatastore', versions: [1], becomes: 'sample-data', translate: training },
];

const FIELDS: Readonly<Record<string, string>> = {
  ...{ busyStatus: 'busy', calName: 'calendarName', description: 'description', location: 'location' },
  ...{ recurrenceRule: 'recurrence', status: 'status', uid: 'uid', url: 'url', fileName: 'fileName' },
  ...{ sequence: 'sequence', useWorkflowTimezone: 'inZone' },
};
const KNOWN_FIELDS = new Set([...Object.keys(FIELDS), ...['geolocationUi', 'organizerUi', 'attendeesUi']]);

/** An event as a calendar file. */
export function calendar(context: NodeContext): Translation {
  context.ignore('operation');
  const more = context.get('additionalFields');
  context.ignore('additionalFields');
  const extra = (name: string): Json | undefined => {
    const value = own(more, name);
    return value === undefined ? undefined : context.translated(value, `additionalFields.${name}`);
  };
  const parameters: JsonObject = {
    title: context.value('title') ?? '',
    ...times(context),
    allDay: context.flag(false, 'allDay'),
    file: context.value('binaryPropertyName') ?? 'data',
  };
  for (const [theirs, ours] of Object.entries(FIELDS)) {
    const value = extra(theirs);
    if (value !== undefined) parameters[ours] = value;
  }
  for (const name of Object.keys(toSafeObject(more))) {
    if (!KNOWN_FIELDS.has(name)) context.remark('parameter.dropped', { name: name.slice(0, 100) });
  }
  const place = own(more, 'geolocationUi', 'geolocationValues');
  for (const [theirs, ours] of [
    ['lat', 'latitude'],
    ['lon', 'longitude'],
  ] as const) {
    const value = own(place, theirs);
    if (value !== undefined)
      parameters[ours] = asNumber(context.translated(value, `additionalFields.${theirs}`));
  }
  const organizer = own(more, 'organizerUi', 'organizerValues');
  if (organizer !== undefined) {
    parameters['organizerName'] = context.translated(
      own(organizer, 'name') ?? '',
      'additionalFields.organizerUi',
    );
    parameters['organizerEmail'] = context.translated(
      own(organizer, 'email') ?? '',
      'additionalFields.organizerUi',
    );
  }
  const attendees = objectsOf(own(more, 'attendeesUi', 'attendeeValues'));
  if (attendees.length > 0) {
    parameters['attendees'] = attendees.map((row, index): JsonObject => ({
      name: context.translated(row['name'] ?? '', `additionalFields.attendeesUi.${index}`),
      email: context.translated(row['email'] ?? '', `additionalFields.attendeesUi.${index}`),
      rsvp: row['rsvp'] === true,
    }));
  }
  return { type: 'calendar-event', parameters };
}

/** An event needs an end here. */
function times(context: NodeContext): JsonObject {
  const start = context.value('start') ?? '';
  const end = context.value('end') ?? '';
  if (end !== '') return { start, end };
  context.remark('feature.text', { what: 'It said no end; here it ends when it begins.' }, 'parameters.end');
  return { start, end: start };
}

function asNumber(value: Json): Json {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : NaN;
  return Number.isFinite(number) ? number : value;
}

function training(context: NodeContext): Translation {
  if (context.choice('getAllPeople', 'operation') === 'getOnePerson') {
    return { type: 'sample-data', parameters: { give: 'one' } };
  }
  const all = context.flag(false, 'returnAll');
  if (all) return { type: 'sample-data', parameters: { give: 'all' } };
  return { type: 'sample-data', parameters: { give: 'first', limit: context.number(5, 'limit') } };
}
