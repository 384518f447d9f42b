/** `Intl.DateTimeFormat` for code: dates in figures for the better known languages, in words for English. */
import { demandForm, isEnglish, localeOf, type LocaleForm } from './locales';
import type { Zones } from './zones';

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);
const DAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');
const MINUTE = 60_000;

type Options = Intl.DateTimeFormatOptions;
type Part = { type: string; value: string };

const DATE_STYLES: Readonly<Record<string, Options>> = {
  full: { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' },
  long: { year: 'numeric', month: 'long', day: 'numeric' },
  medium: { year: 'numeric', month: 'short', day: 'numeric' },
  short: { year: '2-digit', month: 'numeric', day: 'numeric' },
};
const TIME_STYLES: Readonly<Record<string, Options>> = {
  full: { hour: 'numeric', minute: '2-digit', second: '2-digit', timeZoneName: 'long' },
  long: { hour: 'numeric', minute: '2-digit', second: '2-digit', timeZoneName: 'short' },
  medium: { hour: 'numeric', minute: '2-digit', second: '2-digit' },
  short: { hour: 'numeric', minute: '2-digit' },
};
const DATE_KEYS = ['weekday', 'year', 'month', 'day'] as const;
const TIME_KEYS = ['hour', 'minute', 'second', 'dayPeriod', 'fractionalSecondDigits'] as const;

/** A class that stands in for `Intl.DateTimeFormat`. `zoneOf` gives the zone where none is asked for. */
export function dateTimeFormat(zones: Zones, zoneOf: () => string) {
  return class DateTimeFormat {
    private readonly locale: string;
    private readonly form: LocaleForm;
    private readonly options: Options;
    private readonly zone: string;

    constructor(locales?: unknown, options: Options = {}) {
      this.locale = localeOf(locales);
      this.form = demandForm(this.locale);
      this.options = whole(options);
      this.zone = options.timeZone ?? zoneOf();
      if (offsetOf(zones, this.zone, 0) === undefined)
        throw new RangeError(`Invalid time zone: ${this.zone}`);
      this.format = this.format.bind(this);
    }

    format(date?: Date | number): string {
      return this.formatToParts(date)
        .map(({ value }) => value)
        .join('');
    }

    formatToParts(date?: Date | number): Part[] {
      const at = date === undefined ? Date.now() : Number(date);
      if (!Number.isFinite(at)) throw new RangeError('Invalid time value');
      const offset = offsetOf(zones, this.zone, at) ?? 0;
      const local = new Date(at + offset * MINUTE);
      const [day, time] = [this.dateParts(local), this.timeParts(local, offset)];
      const between = day.length > 0 && time.length > 0 ? [literal(this.between())] : [];
      return [...day, ...between, ...time];
    }

    resolvedOptions() {
      const { timeZone: _zone, ...rest } = this.options;
      return {
        ...rest,
        locale: this.locale,
        timeZone: this.zone,
        calendar: 'gregory',
        numberingSystem: 'latn',
      };
    }

    private between(): string {
      const { dateStyle } = this.options;
      if (isEnglish(this.locale) && (dateStyle === 'full' || dateStyle === 'long')) return ' at ';
      return this.form.between;
    }

    private dateParts(date: Date): Part[] {
      const { weekday, year, month, day } = this.options;
      const isWord = month !== undefined && month !== 'numeric' && month !== '2-digit';
      if ((isWord || weekday) && !isEnglish(this.locale)) {
        throw new RangeError(
          'Code knows the names of days and months in English alone. Use an expression for others.',
        );
      }
      const before = weekday ? [part('weekday', word(DAYS[date.getUTCDay()] ?? '', weekday))] : [];
      const rest = isWord ? this.inWords(date, month) : this.inFigures(date, { year, month, day });
      return before.length > 0 && rest.length > 0
        ? [...before, literal(', '), ...rest]
        : [...before, ...rest];
    }

    private inWords(date: Date, month: string): Part[] {
      const { year, day } = this.options;
      const name = part('month', word(MONTHS[date.getUTCMonth()] ?? '', month));
      const dayPart = day ? part('day', padded(date.getUTCDate(), day)) : undefined;
      const isDayFirst = this.form.date.startsWith('D');
      const front = dayPart
        ? isDayFirst
          ? [dayPart, literal(' '), name]
          : [name, literal(' '), dayPart]
        : [name];
      if (!year) return front;
      return [...front, literal(dayPart && !isDayFirst ? ', ' : ' '), part('year', yearOf(date, year))];
    }

    private inFigures(date: Date, asked: Pick<Options, 'year' | 'month' | 'day'>): Part[] {
      const isAlone = Number(!!asked.year) + Number(!!asked.month) + Number(!!asked.day) === 1;
      const found: Part[] = [];
      const separator = /[^YMD]/.exec(this.form.date)?.[0] ?? '/';
      for (const code of this.form.date.match(/Y|M+|D+/g) ?? []) {
        const [type, option, value] = code.startsWith('M')
          ? (['month', asked.month, date.getUTCMonth() + 1] as const)
          : code.startsWith('D')
            ? (['day', asked.day, date.getUTCDate()] as const)
            : (['year', asked.year, date.getUTCFullYear()] as const);
        if (!option) continue;
        if (found.length > 0) found.push(literal(separator));
        const isPadded = option === '2-digit' || (code.length > 1 && !isAlone);
        found.push(
          part(
            type,
            type === 'year' ? yearOf(date, option) : padded(value, isPadded ? '2-digit' : 'numeric'),
          ),
        );
      }
      return found;
    }

    private timeParts(date: Date, offset: number): Part[] {
      const { hour, minute, second, timeZoneName, hour12, hourCycle } = this.options;
      const twelve = hour12 ?? (hourCycle ? hourCycle.startsWith('h1') : this.form.twelve);
      const parts: Part[] = [];
      const add = (type: string, value: string) => {
        if (parts.length > 0) parts.push(literal(':'));
        parts.push(part(type, value));
      };
      const hours = date.getUTCHours();
      const isPadded = hour === '2-digit' || !twelve;
      if (hour) add('hour', padded(twelve ? hours % 12 || 12 : hours, isPadded ? '2-digit' : 'numeric'));
      if (minute) add('minute', padded(date.getUTCMinutes(), hour || second ? '2-digit' : minute));
      if (second) add('second', padded(date.getUTCSeconds(), minute ? '2-digit' : second));
      if (hour && twelve) parts.push(literal(' '), part('dayPeriod', this.half(hours)));
      if (timeZoneName) {
        if (parts.length > 0) parts.push(literal(' '));
        parts.push(part('timeZoneName', offsetText(offset)));
      }
      return parts;
    }

    private half(hours: number): string {
      if (/^en-(?:ca|au|nz|ie)/.test(this.locale)) return hours < 12 ? 'a.m.' : 'p.m.';
      return hours < 12 ? 'AM' : 'PM';
    }
  };
}

/** `GMT`, `GMT+2`, `GMT-3:30`. */
export function offsetText(offset: number): string {
  if (offset === 0) return 'UTC';
  const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60];
  return `GMT${offset < 0 ? '-' : '+'}${hours}${minutes === 0 ? '' : `:${String(minutes).padStart(2, '0')}`}`;
}

/** Minutes east of Greenwich of a zone's name or an offset such as `+02:00`. */
function offsetOf(zones: Zones, zone: string, at: number): number | undefined {
  const fixed = /^([+-])(\d\d):?(\d\d)$/.exec(zone);
  if (!fixed) return zones.offsetAt(zone, at);
  const minutes = Number(fixed[2]) * 60 + Number(fixed[3]);
  return fixed[1] === '-' ? -minutes : minutes;
}

/** The parts to show: those of a style, or those asked for, or else the date. */
function whole(options: Options): Options {
  const { dateStyle, timeStyle } = options;
  const styled = { ...(DATE_STYLES[dateStyle ?? ''] ?? {}), ...(TIME_STYLES[timeStyle ?? ''] ?? {}) };
  if (dateStyle ?? timeStyle) return { ...options, ...styled };
  const asksFor = (keys: readonly (keyof Options)[]) => keys.some((key) => options[key] !== undefined);
  if (asksFor(DATE_KEYS) || asksFor(TIME_KEYS)) return options;
  return { ...options, year: 'numeric', month: 'numeric', day: 'numeric' };
}

function part(type: string, value: string): Part {
  return { type, value };
}

function literal(value: string): Part {
  return { type: 'literal', value };
}

function word(name: string, length: string): string {
  return length === 'long' ? name : length === 'narrow' ? name.slice(0, 1) : name.slice(0, 3);
}

function padded(value: number, option: string): string {
  return option === '2-digit' ? String(value).padStart(2, '0') : String(value);
}

function yearOf(date: Date, option: string): string {
  const year = date.getUTCFullYear();
  return option === '2-digit' ? String(year % 100).padStart(2, '0') : String(year);
}
