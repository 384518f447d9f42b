/** Examples of what spans of time can do. Each one is evaluated by a test. */
import { readExamples } from '../table';

export const DURATION_EXAMPLES = readExamples(String.raw`
years: Duration.fromISO("P2Y").years → 2
quarters: Duration.fromObject({ quarters: 2 }).quarters → 2
months: Duration.fromISO("P3M").months → 3
weeks: Duration.fromISO("P2W").weeks → 2
days: Duration.fromISO("P4D").days → 4
hours: Duration.fromISO("PT5H").hours → 5
minutes: Duration.fromISO("PT6M").minutes → 6
seconds: Duration.fromISO("PT7S").seconds → 7
milliseconds: Duration.fromMillis(8).milliseconds → 8
isValid: Duration.fromISO("nonsense").isValid → false
as: Duration.fromISO("PT90M").as("hours") → 1.5
toMillis: Duration.fromISO("PT2S").toMillis() → 2000
shiftTo: Duration.fromISO("PT90M").shiftTo("hours", "minutes").toObject() → { hours: 1, minutes: 30 }
normalize: Duration.fromObject({ hours: 1, minutes: 90 }).normalize().toObject() → { hours: 2, minutes: 30 }
rescale: Duration.fromMillis(5400000).rescale().toISO() → "PT1H30M"
negate: Duration.fromISO("P1D").negate().days → -1
valueOf: Duration.fromISO("PT1S").valueOf() → 1000
equals: Duration.fromISO("P1D").equals(Duration.fromObject({ days: 1 })) → true
toJSON: Duration.fromISO("P1D").toJSON() → "P1D"
toISO: Duration.fromObject({ days: 3, hours: 2 }).toISO() → "P3DT2H"
toString: Duration.fromObject({ days: 3 }).toString() → "P3D"
toHuman: Duration.fromObject({ days: 3 }).toHuman() → "3 days"
toFormat: Duration.fromISO("PT90M").toFormat("hh:mm") → "01:30"
toObject: Duration.fromISO("PT90M").toObject() → { minutes: 90 }
plus: Duration.fromISO("PT1H").plus(30, "minutes").toISO() → "PT1H30M"
minus: Duration.fromISO("PT1H").minus({ minutes: 15 }).as("minutes") → 45
`);

export const INTERVAL_EXAMPLES = readExamples(String.raw`
start: Interval.after($today, { days: 1 }).start.toISODate() → "2026-03-01"
end: Interval.after($today, { days: 1 }).end.toISODate() → "2026-03-02"
isValid: Interval.fromISO("nonsense").isValid → false
length: Interval.after($today, { days: 2 }).length("hours") → 48
count: Interval.after($today, { days: 2 }).count("days") → 2
contains: Interval.after($today, { days: 1 }).contains($now) → true
toDuration: Interval.after($today, { days: 2 }).toDuration("hours").hours → 48
isEmpty: Interval.fromDateTimes($now, $now).isEmpty() → true
isBefore: Interval.before($today, { days: 1 }).isBefore($now) → true
isAfter: Interval.after($now, { days: 1 }).isAfter($today) → true
toISO: Interval.fromISO("2026-03-01/2026-03-02").toISO() → "2026-03-01T00:00:00.000+01:00/2026-03-02T00:00:00.000+01:00"
toString: Interval.fromISO("2026-03-01/2026-03-02").toString() → "2026-03-01T00:00:00.000+01:00/2026-03-02T00:00:00.000+01:00"
`);
