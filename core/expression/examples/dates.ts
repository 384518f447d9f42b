/** Examples of what dates can do. Each one is evaluated by a test. */
import { readExamples } from '../table';

export const DATETIME_EXAMPLES = readExamples(String.raw`
year: $now.year → 2026
quarter: $now.quarter → 1
month: $now.month → 3
day: $now.day → 1
hour: $now.hour → 9
minute: $now.minute → 0
second: $now.second → 0
millisecond: $now.millisecond → 0
weekday: $now.weekday → 7
weekNumber: $now.weekNumber → 9
weekYear: $now.weekYear → 2026
ordinal: $now.ordinal → 60
offset: $now.offset → 60
daysInMonth: $now.daysInMonth → 31
daysInYear: $now.daysInYear → 365
monthLong: $now.monthLong → "March"
monthShort: $now.monthShort → "Mar"
weekdayLong: $now.weekdayLong → "Sunday"
weekdayShort: $now.weekdayShort → "Sun"
zoneName: $now.zoneName → "Europe/Berlin"
offsetNameShort: $now.offsetNameShort → "GMT+1"
offsetNameLong: $now.offsetNameLong → "Central European Standard Time"
locale: $now.locale → "en-US"
isValid: DateTime.fromISO("2026-02-30").isValid → false
isInLeapYear: $now.isInLeapYear → false
isInDST: $now.isInDST → false
weeksInWeekYear: $now.weeksInWeekYear → 53
ts: $now.ts → 1772352000000
c: $today.c → { year: 2026, month: 3, day: 1, hour: 0, minute: 0, second: 0, millisecond: 0 }
zone: $now.zone.name → "Europe/Berlin"
invalidReason: DateTime.fromISO("2026-02-30").invalidReason → "unit out of range"
format: $now.format("dd LLL yyyy") → "01 Mar 2026"
toFormat: $now.toFormat("yyyy-MM-dd HH:mm") → "2026-03-01 09:00"
plus: $today.plus(3, "days").toISODate() → "2026-03-04"
minus: $today.minus({ months: 1 }).toISODate() → "2026-02-01"
diff: $today.diff("2026-02-01".toDateTime(), "days").days → 28
diffTo: $today.diffTo("2026-03-05", "days") → 4
diffNow: $today.diffNow("hours").hours → -9
diffToNow: "2026-02-20".toDateTime().diffToNow("days") → 9.375
until: $today.until("2026-03-05".toDateTime()).length("days") → 4
startOf: $now.startOf("month").toISODate() → "2026-03-01"
beginningOf: $now.beginningOf("week").toISODate() → "2026-02-23"
endOf: $now.endOf("year").toISODate() → "2026-12-31"
endOfMonth: $now.endOfMonth().toISODate() → "2026-03-31"
set: $now.set({ hour: 8 }).toFormat("HH:mm") → "08:00"
setZone: $now.setZone("America/New_York").toFormat("HH:mm") → "03:00"
setLocale: $now.setLocale("fr").toFormat("cccc") → "dimanche"
toUTC: $now.toUTC().toISO() → "2026-03-01T08:00:00.000Z"
toLocal: $now.toUTC().toLocal().toISO() → "2026-03-01T09:00:00.000+01:00"
toISO: $now.toISO() → "2026-03-01T09:00:00.000+01:00"
toISODate: $now.toISODate() → "2026-03-01"
toISOTime: $now.toISOTime() → "09:00:00.000+01:00"
toISOWeekDate: $now.toISOWeekDate() → "2026-W09-7"
toJSDate: $now.toJSDate().getTime() → 1772352000000
toSQLTime: $now.toSQLTime() → "09:00:00.000 +01:00"
toJSON: $now.toJSON() → "2026-03-01T09:00:00.000+01:00"
toString: $now.toString() → "2026-03-01T09:00:00.000+01:00"
toSQL: $now.toSQL() → "2026-03-01 09:00:00.000 +01:00"
toSQLDate: $now.toSQLDate() → "2026-03-01"
toRFC2822: $now.toRFC2822() → "Sun, 01 Mar 2026 09:00:00 +0100"
toHTTP: $now.toHTTP() → "Sun, 01 Mar 2026 08:00:00 GMT"
toMillis: $now.toMillis() → 1772352000000
valueOf: $now.valueOf() → 1772352000000
toSeconds: $now.toSeconds() → 1772352000
toUnixInteger: $now.toUnixInteger() → 1772352000
toObject: $today.toObject().month → 3
toLocaleString: $now.toLocaleString({ dateStyle: "medium" }) → "Mar 1, 2026"
toRelative: $now.plus(2, "days").toRelative() → "in 2 days"
toRelativeCalendar: $now.plus(1, "days").toRelativeCalendar() → "tomorrow"
hasSame: $now.hasSame($today, "day") → true
isBetween: $now.isBetween("2026-02-01", "2026-04-01") → true
equals: $now.equals($today) → false
isInLast: $now.minus(2, "hours").isInLast(3, "hours") → true
get: $now.get("weekday") → 7
isWeekend: $now.isWeekend() → true
isDst: $now.isDst() → false
extract: $now.extract("month") → 3
toDateTime: $now.toDateTime().year → 2026
`);

export const DATE_EXAMPLES = readExamples(String.raw`
format: new Date("2026-03-01T08:00:00Z").format("yyyy-MM-dd") → "2026-03-01"
plus: new Date().plus(1, "day").toISODate() → "2026-03-02"
getFullYear: new Date().getFullYear() → 2026
getMonth: new Date().getMonth() → 2
getDate: new Date().getDate() → 1
getDay: new Date().getDay() → 0
getHours: new Date().getHours() → 9
getMinutes: new Date().getMinutes() → 0
getSeconds: new Date().getSeconds() → 0
getMilliseconds: new Date().getMilliseconds() → 0
getUTCFullYear: new Date().getUTCFullYear() → 2026
getUTCMonth: new Date().getUTCMonth() → 2
getUTCDate: new Date().getUTCDate() → 1
getUTCDay: new Date().getUTCDay() → 0
getUTCHours: new Date().getUTCHours() → 8
getUTCMinutes: new Date().getUTCMinutes() → 0
getUTCSeconds: new Date().getUTCSeconds() → 0
getUTCMilliseconds: new Date().getUTCMilliseconds() → 0
getTime: new Date(5).getTime() → 5
valueOf: new Date(5).valueOf() → 5
getTimezoneOffset: new Date().getTimezoneOffset() → -60
toISOString: new Date(0).toISOString() → "1970-01-01T00:00:00.000Z"
toJSON: new Date(0).toJSON() → "1970-01-01T00:00:00.000Z"
toString: new Date(0).toString() → "Thu Jan 01 1970 01:00:00 GMT+0100 (Central European Standard Time)"
toUTCString: new Date(0).toUTCString() → "Thu, 01 Jan 1970 00:00:00 GMT"
toDateString: new Date().toDateString() → "Sun Mar 01 2026"
toLocaleDateString: new Date().toLocaleDateString("en-GB") → "01/03/2026"
toLocaleTimeString: new Date().toLocaleTimeString("en-GB") → "09:00:00"
toLocaleString: new Date().toLocaleString("en-GB") → "01/03/2026, 09:00:00"
toDateTime: new Date(0).toDateTime().toISO() → "1970-01-01T01:00:00.000+01:00"
setDate: new Date(0).setDate(2) → 86400000
setTime: new Date(0).setTime(5) → 5
`);
