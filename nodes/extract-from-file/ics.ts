/** Calendar files (RFC 5545): components by their id, with the names that calendar libraries use. */
import { isZone, readDate } from '@/core/items/read-date';
import type { Json, JsonObject } from '@/core/items/item';
import { NodeFailure } from '@/core/node-kit/node-failure';

interface Property {
  name: string;
  parameters: Record<string, string>;
  value: string;
}

const MAX_COMPONENTS = 100_000;
const NAMES: Readonly<Record<string, string>> = {
  ...{ dtstart: 'start', dtend: 'end', 'last-modified': 'lastmodified', 'recurrence-id': 'recurrenceid' },
};
const DATES = new Set([
  'dtstart',
  'dtend',
  'dtstamp',
  'created',
  'last-modified',
  'due',
  'completed',
  'recurrence-id',
  'exdate',
]);
const LISTS = new Set(['attendee', 'exdate', 'comment', 'attach', 'categories']);

/** By UID; what has none gets a number. Throws NodeFailure `ics.unreadable` or `ics.too-large`. */
export function readIcs(text: string): JsonObject {
  const lines = text
    .replace(/\r\n?/g, '\n')
    .replace(/\n[ \t]/g, '')
    .split('\n');
  if (!/^BEGIN:VCALENDAR\s*$/i.test(lines.find((line) => line.trim() !== '') ?? '')) {
    throw NodeFailure.final(
      'ics.unreadable',
      'This is no calendar file: it does not begin with BEGIN:VCALENDAR.',
    );
  }
  const result: JsonObject = {};
  const stack: JsonObject[] = [];
  let count = 0;
  for (const line of lines) {
    const property = readProperty(line);
    if (!property) continue;
    const { name, value } = property;
    if (name === 'begin') {
      count += 1;
      if (count > MAX_COMPONENTS || stack.length > 20) throw tooLarge();
      stack.push({ type: value.toUpperCase() });
    } else if (name === 'end') {
      const closed = stack.pop();
      if (closed) file(closed, { parent: stack.at(-1), result, depth: stack.length });
    } else add(stack.at(-1), property);
  }
  return result;
}

/** Events and tasks stand at the top; alarms stay with their event. */
function file(
  component: JsonObject,
  { parent, result, depth }: { parent: JsonObject | undefined; result: JsonObject; depth: number },
): void {
  const type = component['type'];
  if (depth === 0) {
    const { type: _type, ...calendar } = component;
    if (Object.keys(calendar).length > 0) result['vcalendar'] = { type: 'VCALENDAR', ...calendar };
  } else if (type === 'VALARM' && parent) pushTo(parent, 'alarms', component);
  else if (depth === 1 && type !== 'VTIMEZONE') {
    const uid = typeof component['uid'] === 'string' ? component['uid'] : '';
    let key = uid === '' || uid === '__proto__' ? `component-${Object.keys(result).length}` : uid;
    // A changed occurrence has the id of its series.
    for (let number = 1; Object.hasOwn(result, key); number += 1) key = `${uid}#${number}`;
    result[key] = component;
  }
}

function add(component: JsonObject | undefined, property: Property): void {
  if (!component) return;
  const { name, parameters } = property;
  const key = (NAMES[name] ?? name).replaceAll('-', '_');
  if (key === '__proto__' || key === 'type') return;
  const value = valueOf(property);
  if (LISTS.has(name)) pushTo(component, key, value);
  else component[key] = value;
  if (name === 'dtstart') {
    component['datetype'] = isWholeDay(property) ? 'date' : 'date-time';
    if (parameters['TZID'] !== undefined) component['tz'] = parameters['TZID'];
  }
}

function valueOf({ name, parameters, value }: Property): Json {
  if (DATES.has(name)) return dateOf(value, parameters);
  if (name === 'attendee' || name === 'organizer') {
    const { CN, PARTSTAT, ROLE, RSVP } = parameters;
    return {
      val: value,
      ...(CN === undefined ? {} : { name: CN }),
      ...(/^mailto:/i.test(value) ? { email: value.slice(7) } : {}),
      ...(PARTSTAT === undefined ? {} : { status: PARTSTAT }),
      ...(ROLE === undefined ? {} : { role: ROLE }),
      ...(RSVP === undefined ? {} : { rsvp: RSVP.toUpperCase() === 'TRUE' }),
    };
  }
  if (name === 'geo') {
    const [lat, lon] = value.split(';').map(Number);
    return Number.isFinite(lat) && Number.isFinite(lon) ? { lat: lat ?? 0, lon: lon ?? 0 } : value;
  }
  if (name === 'rrule') return value;
  return value.replace(/\\([\\;,nN])/g, (_, sign: string) => (sign.toLowerCase() === 'n' ? '\n' : sign));
}

function isWholeDay({ parameters, value }: Property): boolean {
  return parameters['VALUE']?.toUpperCase() === 'DATE' || /^\d{8}$/.test(value);
}

/** Days stay days; moments are in UTC, and those of no zone that is known stay without one. */
function dateOf(value: string, parameters: Readonly<Record<string, string>>): string {
  const match = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?$/.exec(value.trim());
  if (!match) return value;
  const [, year, month, day, hour, minute, second, utc] = match;
  const date = `${year}-${month}-${day}`;
  if (hour === undefined) return date;
  const local = `${date}T${hour}:${minute}:${second}`;
  const zone = parameters['TZID'];
  if (utc === 'Z') return `${local}.000Z`;
  if (zone === undefined || !isZone(zone)) return local;
  return readDate(local, { zone })?.toUTC().toISO() ?? local;
}

function readProperty(line: string): Property | null {
  const match = /^([A-Za-z0-9-]{1,100})((?:;[A-Za-z0-9-]{1,100}=(?:"[^"]*"|[^":;]*))*):(.*)$/.exec(
    line.trimEnd(),
  );
  if (!match) return null;
  const [, name = '', written = '', value = ''] = match;
  const parameters: Record<string, string> = {};
  for (const [, key = '', text = ''] of written.matchAll(/;([A-Za-z0-9-]+)=("[^"]*"|[^":;]*)/g)) {
    parameters[key.toUpperCase()] = text.replace(/^"|"$/g, '');
  }
  return { name: name.toLowerCase(), parameters, value };
}

function pushTo(component: JsonObject, key: string, value: Json): void {
  const known = component[key];
  if (Array.isArray(known)) known.push(value);
  else component[key] = [value];
}

function tooLarge(): NodeFailure {
  return NodeFailure.final(
    'ics.too-large',
    `The calendar has more than ${MAX_COMPONENTS} entries. Split it.`,
  );
}
