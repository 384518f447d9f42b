/** Examples of functions and constants of a name: `Math.max`. Each one is evaluated by a test. */
import { readExamples } from '../table';

export const STATIC_EXAMPLES = readExamples(String.raw`
DateTime.DATE_SHORT: $now.toLocaleString(DateTime.DATE_SHORT) → "3/1/2026"
DateTime.DATE_MED: $now.toLocaleString(DateTime.DATE_MED) → "Mar 1, 2026"
DateTime.DATE_MED_WITH_WEEKDAY: $now.toLocaleString(DateTime.DATE_MED_WITH_WEEKDAY) → "Sun, Mar 1, 2026"
DateTime.DATE_FULL: $now.toLocaleString(DateTime.DATE_FULL) → "March 1, 2026"
DateTime.DATE_HUGE: $now.toLocaleString(DateTime.DATE_HUGE) → "Sunday, March 1, 2026"
DateTime.TIME_SIMPLE: $now.setLocale("en-GB").toLocaleString(DateTime.TIME_SIMPLE) → "09:00"
DateTime.TIME_WITH_SECONDS: $now.setLocale("en-GB").toLocaleString(DateTime.TIME_WITH_SECONDS) → "09:00:00"
DateTime.TIME_24_SIMPLE: $now.toLocaleString(DateTime.TIME_24_SIMPLE) → "09:00"
DateTime.TIME_24_WITH_SECONDS: $now.toLocaleString(DateTime.TIME_24_WITH_SECONDS) → "09:00:00"
DateTime.DATETIME_SHORT: $now.setLocale("en-GB").toLocaleString(DateTime.DATETIME_SHORT) → "01/03/2026, 09:00"
DateTime.DATETIME_SHORT_WITH_SECONDS: $now.setLocale("en-GB").toLocaleString(DateTime.DATETIME_SHORT_WITH_SECONDS) → "01/03/2026, 09:00:00"
DateTime.DATETIME_MED: $now.setLocale("en-GB").toLocaleString(DateTime.DATETIME_MED) → "1 Mar 2026, 09:00"
DateTime.DATETIME_MED_WITH_SECONDS: $now.setLocale("en-GB").toLocaleString(DateTime.DATETIME_MED_WITH_SECONDS) → "1 Mar 2026, 09:00:00"
DateTime.DATETIME_FULL: $now.setLocale("en-GB").toLocaleString(DateTime.DATETIME_FULL) → "1 March 2026 at 09:00 CET"
DateTime.DATETIME_HUGE: $now.setLocale("en-GB").toLocaleString(DateTime.DATETIME_HUGE) → "Sunday, 1 March 2026 at 09:00 Central European Standard Time"
DateTime.now: DateTime.now().toISODate() → "2026-03-01"
DateTime.local: DateTime.local(2026, 3, 1).toISO() → "2026-03-01T00:00:00.000+01:00"
DateTime.utc: DateTime.utc(2026, 3, 1).toISO() → "2026-03-01T00:00:00.000Z"
DateTime.fromISO: DateTime.fromISO("2026-03-01").toISO() → "2026-03-01T00:00:00.000+01:00"
DateTime.fromSQL: DateTime.fromSQL("2026-03-01 18:30:00").toISO() → "2026-03-01T18:30:00.000+01:00"
DateTime.fromRFC2822: DateTime.fromRFC2822("Sun, 01 Mar 2026 09:00:00 +0100").toISO() → "2026-03-01T09:00:00.000+01:00"
DateTime.fromString: DateTime.fromString("01/03/2026", "dd/MM/yyyy").toISODate() → "2026-03-01"
DateTime.fromHTTP: DateTime.fromHTTP("Sun, 01 Mar 2026 08:00:00 GMT").toISO() → "2026-03-01T09:00:00.000+01:00"
DateTime.fromFormat: DateTime.fromFormat("01.03.2026", "dd.MM.yyyy").toISODate() → "2026-03-01"
DateTime.fromMillis: DateTime.fromMillis(0, { zone: "utc" }).toISO() → "1970-01-01T00:00:00.000Z"
DateTime.fromSeconds: DateTime.fromSeconds(0).toISO() → "1970-01-01T01:00:00.000+01:00"
DateTime.fromJSDate: DateTime.fromJSDate(new Date(0)).toMillis() → 0
DateTime.fromObject: DateTime.fromObject({ year: 2026, month: 3 }).toISODate() → "2026-03-01"
DateTime.min: DateTime.min($now, $today).toISO() → "2026-03-01T00:00:00.000+01:00"
DateTime.max: DateTime.max($now, $today).toISO() → "2026-03-01T09:00:00.000+01:00"
DateTime.isDateTime: DateTime.isDateTime($now) → true
Duration.fromObject: Duration.fromObject({ days: 3 }).toHuman() → "3 days"
Duration.fromMillis: Duration.fromMillis(1500).as("seconds") → 1.5
Duration.fromISO: Duration.fromISO("P1DT2H").hours → 2
Interval.fromDateTimes: Interval.fromDateTimes($today, $now).length("hours") → 9
Interval.after: Interval.after($today, { hours: 2 }).length("hours") → 2
Interval.before: Interval.before($today, { hours: 2 }).length("hours") → 2
Interval.fromISO: Interval.fromISO("2026-03-01/2026-03-05").length("days") → 4
Date.now: Date.now() → 1772352000000
Date.UTC: Date.UTC(2026, 2, 1) → 1772323200000
Date.parse: Date.parse("2026-03-01") → 1772323200000
JSON.parse: JSON.parse("[1, 2]") → [1, 2]
JSON.stringify: JSON.stringify({ a: [1] }) → "{\"a\":[1]}"
Object.keys: Object.keys({ a: 1, b: 2 }) → ["a", "b"]
Object.values: Object.values({ a: 1, b: 2 }) → [1, 2]
Object.entries: Object.entries({ a: 1 }) → [["a", 1]]
Object.fromEntries: Object.fromEntries([["a", 1]]) → { a: 1 }
Object.assign: Object.assign({ a: 1 }, { b: 2 }) → { a: 1, b: 2 }
Object.groupBy: Object.groupBy([1, 2, 3], x => (x > 1 ? "many" : "one")) → { one: [1], many: [2, 3] }
Object.is: Object.is(NaN, NaN) → true
Object.hasOwn: Object.hasOwn({ a: 1 }, "a") → true
Array.isArray: Array.isArray([1]) → true
Array.from: Array.from({ length: 3 }, (x, i) => i * 2) → [0, 2, 4]
Array.of: Array.of(1, 2) → [1, 2]
Math.PI: Math.PI → 3.141592653589793
Math.E: Math.E → 2.718281828459045
Math.SQRT2: Math.SQRT2 → 1.4142135623730951
Math.LN2: Math.LN2 → 0.6931471805599453
Math.LN10: Math.LN10 → 2.302585092994046
Math.LOG2E: Math.LOG2E → 1.4426950408889634
Math.LOG10E: Math.LOG10E → 0.4342944819032518
Math.SQRT1_2: Math.SQRT1_2 → 0.7071067811865476
Math.abs: Math.abs(-2) → 2
Math.ceil: Math.ceil(1.2) → 2
Math.floor: Math.floor(1.8) → 1
Math.round: Math.round(1.5) → 2
Math.trunc: Math.trunc(-1.8) → -1
Math.sign: Math.sign(-5) → -1
Math.sqrt: Math.sqrt(9) → 3
Math.cbrt: Math.cbrt(27) → 3
Math.exp: Math.exp(0) → 1
Math.log: Math.log(1) → 0
Math.log2: Math.log2(8) → 3
Math.log10: Math.log10(1000) → 3
Math.sin: Math.sin(0) → 0
Math.cos: Math.cos(0) → 1
Math.tan: Math.tan(0) → 0
Math.asin: Math.asin(0) → 0
Math.acos: Math.acos(1) → 0
Math.atan: Math.atan(0) → 0
Math.sinh: Math.sinh(0) → 0
Math.cosh: Math.cosh(0) → 1
Math.tanh: Math.tanh(0) → 0
Math.log1p: Math.log1p(0) → 0
Math.expm1: Math.expm1(0) → 0
Math.fround: Math.fround(1.5) → 1.5
Math.clz32: Math.clz32(1) → 31
Math.atan2: Math.atan2(0, 1) → 0
Math.pow: Math.pow(2, 10) → 1024
Math.hypot: Math.hypot(3, 4) → 5
Math.min: Math.min(3, 1, 2) → 1
Math.max: Math.max(...[3, 1, 2]) → 3
Math.random: Math.random() → 0.5
Intl.NumberFormat: new Intl.NumberFormat("en-US", { style: "percent" }).format(0.25) → "25%"
Intl.DateTimeFormat: new Intl.DateTimeFormat("en-GB").format($now) → "01/03/2026"
Number.MAX_SAFE_INTEGER: Number.MAX_SAFE_INTEGER → 9007199254740991
Number.MIN_SAFE_INTEGER: Number.MIN_SAFE_INTEGER → -9007199254740991
Number.MIN_VALUE: Number.MIN_VALUE > 0 → true
Number.POSITIVE_INFINITY: 5 < Number.POSITIVE_INFINITY → true
Number.NEGATIVE_INFINITY: 5 > Number.NEGATIVE_INFINITY → true
Number.NaN: isNaN(Number.NaN) → true
Number.EPSILON: Number.EPSILON < 0.001 → true
Number.MAX_VALUE: Number.MAX_VALUE > 1e300 → true
Number.isNaN: Number.isNaN("abc") → false
Number.isFinite: Number.isFinite(12) → true
Number.isInteger: Number.isInteger(1.5) → false
Number.isSafeInteger: Number.isSafeInteger(2 ** 53) → false
Number.parseInt: Number.parseInt("ff", 16) → 255
Number.parseFloat: Number.parseFloat("4.2 kg") → 4.2
String.fromCharCode: String.fromCharCode(72, 105) → "Hi"
String.fromCodePoint: String.fromCodePoint(128512) → "😀"
`);
