/** What a run that a schedule started begins with: the tick in words that a workflow can use. */
import { DateTime } from 'luxon';
import type { JsonObject } from '@/core/items/item';

/** The item of a tick. Times with a zone are ISO 8601 with the zone's offset. */
export function scheduleItem(tick: {
  scheduledForMs: number;
  firedAtMs: number;
  timezone: string;
  /** `n8n`: under the names, and as the texts, that workflows of n8n read. */
  words?: 'heddle' | 'n8n' | undefined;
}): JsonObject {
  if (tick.words === 'n8n') return n8nItem(tick.firedAtMs, tick.timezone);
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

function n8nItem(firedAtMs: number, timezone: string): JsonObject {
  const given = DateTime.fromMillis(firedAtMs, { zone: timezone }).setLocale('en');
  const at = given.isValid ? given : DateTime.fromMillis(firedAtMs, { zone: 'UTC' }).setLocale('en');
  const time = at.toFormat('h:mm:ss a').toLowerCase();
  return {
    timestamp: at.toISO() ?? '',
    'Readable date': `${at.toFormat('MMMM d')}${ordinal(at.day)} ${at.toFormat('yyyy')}, ${time}`,
    'Readable time': time,
    'Day of week': at.weekdayLong ?? '',
    Year: at.toFormat('yyyy'),
    Month: at.monthLong ?? '',
    'Day of month': at.toFormat('dd'),
    Hour: at.toFormat('HH'),
    Minute: at.toFormat('mm'),
    Second: at.toFormat('ss'),
    Timezone: `${at.zoneName ?? 'UTC'} (UTC${at.toFormat('ZZ')})`,
  };
}

function ordinal(day: number): string {
  if (day >= 11 && day <= 13) return 'th';
  return ['th', 'st', 'nd', 'rd'][day % 10] ?? 'th';
}
