/**
 * Cron expressions of five parts (minute, hour, day of month, month, day of week), read within a budget. Names of months
 * and days, `L`, `W`, `#` and the nicknames (`@daily`) are known; seconds and years are not.
 */
import { Cron } from 'croner';

export interface CronRule {
  /** The hour is `*`: the rule goes by the hands of the clock. */
  everyHour: boolean;
  /** The first wall time after this one; null = never again. */
  nextWall(afterWallMs: number): number | null;
}

export const CRON_PARTS = ['minute', 'hour', 'day of month', 'month', 'day of week'] as const;
/** What each part may hold, in words. */
export const CRON_RANGES = [
  '0–59',
  '0–23',
  '1–31, L for the last',
  '1–12 or JAN–DEC',
  '0–7 or SUN–SAT (0 and 7 are Sunday), 1#2 for the second Monday',
] as const;

/** `parts`: there are not five. `part`: the part of this index is wrong. `never`: no day fits. */
export type CronFault =
  { kind: 'parts'; count: number } | { kind: 'part'; index: number; text: string } | { kind: 'never' };

const MAX_LENGTH = 200;
const NICKNAMES: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
};
/** A leap day that is a certain weekday comes back within 40 years, also over a century without one. */
const PROBE_MS = Date.UTC(2024, 0, 1);

/** Reads an expression, or says what is wrong with it. */
export function readCron(expression: string): { ok: true; cron: CronRule } | { ok: false; fault: CronFault } {
  const trimmed = expression.trim().slice(0, MAX_LENGTH + 1);
  const text = NICKNAMES[trimmed.toLowerCase()] ?? trimmed;
  const parts = text === '' ? [] : text.split(/\s+/);
  if (parts.length !== 5 || text.length > MAX_LENGTH) {
    return { ok: false, fault: { kind: 'parts', count: parts.length } };
  }
  const cron = parse(parts);
  if (!cron) {
    const index = parts.findIndex(
      (part, at) => !parse(Array.from({ length: 5 }, (_, i) => (i === at ? part : '*'))),
    );
    const wrong = index < 0 ? 4 : index;
    return { ok: false, fault: { kind: 'part', index: wrong, text: parts[wrong] ?? '' } };
  }
  if (cron.nextRun(new Date(PROBE_MS)) === null) return { ok: false, fault: { kind: 'never' } };
  return {
    ok: true,
    cron: {
      everyHour: parts[1] === '*' || parts[1] === '*/1' || parts[1] === '?',
      nextWall: (after) => cron.nextRun(new Date(after))?.getTime() ?? null,
    },
  };
}

function parse(parts: readonly string[]): Cron | null {
  try {
    // Without a function nothing is ever run: this reads and counts, in wall time, which UTC stands for.
    return new Cron(parts.join(' ').replaceAll('?', '*'), { mode: '5-part', timezone: 'UTC', paused: true });
  } catch {
    return null;
  }
}
