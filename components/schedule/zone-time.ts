/** A moment as the clocks of a zone show it. */

/** Day and time with the weekday, in the zone; in UTC when this browser does not know the zone. */
export function zoneTime(iso: string, timeZone: string): string {
  const options: Intl.DateTimeFormatOptions = {
    ...{ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
    ...{ hour: '2-digit', minute: '2-digit', hour12: false },
  };
  const moment = new Date(iso);
  const seconds: Intl.DateTimeFormatOptions = moment.getUTCSeconds() === 0 ? {} : { second: '2-digit' };
  try {
    return new Intl.DateTimeFormat('en-GB', { ...options, ...seconds, timeZone }).format(moment);
  } catch {
    return new Intl.DateTimeFormat('en-GB', { ...options, ...seconds, timeZone: 'UTC' }).format(moment);
  }
}

/** The zone of this browser. */
export function ownZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
