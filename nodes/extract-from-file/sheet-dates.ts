/** Days since 1900 as spreadsheets count them, and which formats mean a date (ECMA-376, 18.8.30). */

const DAY_MS = 86_400_000;
/** Day 0 so that 1 March 1900 and later are right; spreadsheets know a 29 February 1900 that never was. */
const EPOCH_1900 = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);

/** A date, a date with time, or a time alone, as ISO 8601 without a zone. */
export function isoOfDays(days: number, { is1904 }: { is1904: boolean }): string | number {
  const ms = Math.round(days * DAY_MS);
  const date = new Date((is1904 ? EPOCH_1904 : EPOCH_1900) + ms);
  if (days < 0 || Number.isNaN(date.getTime()) || date.getUTCFullYear() > 9999) return days;
  const text = date.toISOString();
  const time = text.slice(11, 19);
  if (days < 1 && !is1904) return time;
  return ms % DAY_MS === 0 ? text.slice(0, 10) : `${text.slice(0, 10)}T${time}`;
}

/** By the number of a built-in format, or by the code of one that the file brings. */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined)
    return (
      (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 58 && id !== 48 && id !== 49)
    );
  const bare = code.replace(/"[^"]*"|\\.|_.|\*./g, '').replace(/\[(?!h|m|s)[^\]]*\]/gi, '');
  return /[dyhs]|m/i.test(bare) && !/general/i.test(bare) && !/[#?]/.test(bare);
}
