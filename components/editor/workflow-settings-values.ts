/** Values of the settings form as text and back. Pure. */

const MINUTE = 60_000;

/** A limit as minutes; none is empty. */
export function msToMinutes(ms: number | null): string {
  return ms === null ? '' : String(Math.round((ms / MINUTE) * 1000) / 1000);
}

/** A limit in milliseconds; empty, zero and what is no number mean none. */
export function minutesToMs(text: string): number | null {
  const minutes = Number(text.trim().replace(',', '.'));
  return text.trim() !== '' && Number.isFinite(minutes) && minutes > 0
    ? Math.max(1, Math.round(minutes * MINUTE))
    : null;
}

/** How many runs at once; empty, zero and what is no number mean no limit. */
export function textToCount(text: string): number | null {
  const count = Math.floor(Number(text.trim()));
  return text.trim() !== '' && Number.isSafeInteger(count) && count > 0 ? count : null;
}

/** True for a name of the time zone database, as the browser knows it. */
export function isTimeZone(name: string): boolean {
  try {
    return name !== '' && Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
