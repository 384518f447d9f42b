/** What a run that a schedule started begins with: the tick in words that a workflow can use. */
import { DateTime } from 'luxon';
import type { JsonObject } from '@/core/items/item';

/** The item of a tick. Times with a zone are ISO 8601 with the zone's offset. */
export function scheduleItem(tick: {
  scheduledForMs: number;
  firedAtMs: number;
  timezone: string;
}): JsonObject {
  const at = DateTime.fromMillis(tick.scheduledForMs, { zone: tick.timezone }).setLocale('en');
  const local = at.isValid ? at : DateTime.fromMillis(tick.scheduledForMs, { zone: 'UTC' }).setLocale('en');
  return {
    scheduledFor: local.toISO({ suppressMilliseconds: true }) ?? '',
    firedAt: DateTime.fromMillis(tick.firedAtMs, { zone: local.zone }).toISO() ?? '',
    timezone: local.zoneName ?? 'UTC',
    date: local.toISODate() ?? '',
    time: local.toFormat('HH:mm:ss'),
    year: local.year,
    month: local.month,
    dayOfMonth: local.day,
    weekday: local.weekdayLong ?? '',
    hour: local.hour,
    minute: local.minute,
    second: local.second,
  };
}
