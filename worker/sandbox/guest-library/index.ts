/**
 * What users' code finds besides the language: dates with zones, JMESPath, bytes. Bundled into one text at build
 * (`scripts/generate-guest-library`) and run inside the engine before any code, so it holds no walls: code may break
 * all of it and harms its own result alone.
 */
import * as luxon from 'luxon';
import { Fault } from '@/core/expression/errors';
import { searchJson } from '@/core/expression/jmespath/search';
import { createRun } from '@/core/expression/run';
import { createEnv } from '@/core/expression/scope';
import { BYTE_GLOBALS, GuestBuffer } from './bytes';
import { GUEST_CRYPTO } from './digests';
import { dateTimeFormat, offsetText } from './intl-dates';
import { ListFormat, NumberFormat } from './intl-numbers';
import { guestRequire } from './modules';
import { GuestSearchParams } from './query';
import { GuestUrl } from './url';
import { createZones } from './zones';

declare const TIME_ZONES: string;

const zones = createZones(TIME_ZONES);
let zone = 'UTC';
const DateTimeFormat = dateTimeFormat(zones, () => zone);
const { IANAZone, Settings } = luxon;

IANAZone.isValidZone = (name) => typeof name === 'string' && zones.offsetAt(name, 0) !== undefined;
IANAZone.prototype.offset = function offset(at) {
  return zones.offsetAt(this.name, at) ?? Number.NaN;
};
IANAZone.prototype.offsetName = function offsetName(at) {
  return offsetText(zones.offsetAt(this.name, at) ?? 0);
};
Settings.defaultLocale = 'en-US';

const HOURS = ['hour', 'minute', 'second', 'timeStyle', 'fractionalSecondDigits'] as const;
const DAYS = ['weekday', 'year', 'month', 'day', 'dateStyle'] as const;
const DATE = { year: 'numeric', month: 'numeric', day: 'numeric' } as const;
const TIME = { hour: 'numeric', minute: '2-digit', second: '2-digit' } as const;

/** Options with what a method shows where nothing is asked for. */
function withDefaults(
  given: Intl.DateTimeFormatOptions = {},
  usual: 'any' | 'date' | 'time',
): Intl.DateTimeFormatOptions {
  const hasTime = HOURS.some((key) => given[key as keyof Intl.DateTimeFormatOptions] !== undefined);
  const hasDay = DAYS.some((key) => given[key] !== undefined);
  if (usual === 'any' && !hasTime && !hasDay) return { ...given, ...DATE, ...TIME };
  if (usual === 'date' && !hasDay) return { ...given, ...DATE };
  if (usual === 'time' && !hasTime) return { ...given, ...TIME };
  return given;
}

function showDate(date: Date, locales: unknown, options: Intl.DateTimeFormatOptions): string {
  return Number.isNaN(date.getTime()) ? 'Invalid Date' : new DateTimeFormat(locales, options).format(date);
}

const dateMethods = {
  toLocaleString(this: Date, locales?: unknown, options?: Intl.DateTimeFormatOptions) {
    return showDate(this, locales, withDefaults(options, 'any'));
  },
  toLocaleDateString(this: Date, locales?: unknown, options?: Intl.DateTimeFormatOptions) {
    return showDate(this, locales, withDefaults(options, 'date'));
  },
  toLocaleTimeString(this: Date, locales?: unknown, options?: Intl.DateTimeFormatOptions) {
    return showDate(this, locales, withDefaults(options, 'time'));
  },
};

function hide(target: object, members: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(members)) {
    Object.defineProperty(target, name, { value, writable: true, configurable: true, enumerable: false });
  }
}

hide(Date.prototype, dateMethods);
hide(Number.prototype, {
  toLocaleString(this: number, locales?: unknown, options?: Intl.NumberFormatOptions) {
    return new NumberFormat(locales, options).format(this);
  },
});
hide(globalThis, {
  ...BYTE_GLOBALS,
  Intl: { DateTimeFormat, NumberFormat, ListFormat },
  URL: GuestUrl,
  URLSearchParams: GuestSearchParams,
  crypto: GUEST_CRYPTO,
  require: guestRequire,
  structuredClone: (value: unknown): unknown => clone(value, new Map()),
});

/** Plain data, dates, maps and sets; cycles too. */
function clone(value: unknown, seen: Map<object, unknown>): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (seen.has(value)) return seen.get(value);
  if (value instanceof Date) return new Date(value.getTime());
  if (value instanceof Map) {
    const copy = new Map<unknown, unknown>();
    seen.set(value, copy);
    for (const [key, entry] of value) copy.set(clone(key, seen), clone(entry, seen));
    return copy;
  }
  if (value instanceof Set) {
    const copy = new Set<unknown>();
    seen.set(value, copy);
    for (const entry of value) copy.add(clone(entry, seen));
    return copy;
  }
  const copy: Record<string, unknown> | unknown[] = Array.isArray(value) ? [] : {};
  seen.set(value, copy);
  for (const [key, entry] of Object.entries(value)) Reflect.set(copy, key, clone(entry, seen));
  return copy;
}

/** The query's result; null where nothing is found. @throws Error where it is no query. */
function jmespath(data: unknown, query: unknown): unknown {
  if (typeof query !== 'string')
    throw new TypeError('$jmespath takes the data first and then a query as text.');
  try {
    return searchJson(createRun(createEnv()), data, query);
  } catch (error) {
    throw error instanceof Fault ? new Error(error.message) : error;
  }
}

// Taken up by the guest program, which removes the name again.
hide(globalThis, {
  heddleLibrary: {
    luxon,
    jmespath,
    Buffer: GuestBuffer,
    /** Sets the zone of everything that names none. */
    setZone(name: string): void {
      zone = zones.offsetAt(name, 0) === undefined ? 'UTC' : name;
      Settings.defaultZone = zone;
    },
  },
});
