/**
 * Wall clocks and moments. A wall time is what a clock in the zone shows, written as the milliseconds that UTC would
 * have for it. Most wall times are one moment; in spring some are none, in autumn some are two.
 */
import { type IANAZone } from 'luxon';

const MINUTE_MS = 60_000;
export const DAY_MS = 86_400_000;
/** Two changes of one zone never lie closer together. */
const SETTLED_MS = 2 * DAY_MS;

/** What the zone's clocks show at a moment, minus UTC, in milliseconds. */
export function offsetAt(zone: IANAZone, instantMs: number): number {
  return Math.round(zone.offset(instantMs) * MINUTE_MS);
}

/** The first moment at which clocks show this, or, where they skip it, the first one after the gap. Never decreasing. */
export function momentOf(zone: IANAZone, wallMs: number): number {
  const before = offsetAt(zone, wallMs - DAY_MS);
  const after = offsetAt(zone, wallMs + DAY_MS);
  // The larger offset gives the earlier moment.
  for (const offset of before >= after ? [before, after] : [after, before]) {
    if (offsetAt(zone, wallMs - offset) === offset) return wallMs - offset;
  }
  return changeBetween(zone, wallMs - after, wallMs - before);
}

/**
 * The next moment after `afterMs` at which the hands of the clock pass a wall time that `nextWall` names; null when there
 * is none. In an hour that exists twice both count.
 */
export function nextPassing(
  zone: IANAZone,
  afterMs: number,
  nextWall: (afterWallMs: number) => number | null,
): number | null {
  const offset = offsetAt(zone, afterMs);
  const wall = nextWall(afterMs + offset);
  if (wall === null) return null;
  const candidate = wall - offset;
  const horizon = Math.min(candidate, afterMs + SETTLED_MS);
  if (offsetAt(zone, horizon) === offset) {
    if (candidate === horizon) return candidate;
    // Far away: changes in between repeat nothing that the rule names.
    const moment = momentOf(zone, wall);
    const exists = moment + offsetAt(zone, moment) === wall;
    return exists ? moment : nextPassing(zone, moment - 1, nextWall);
  }
  const change = changeBetween(zone, afterMs, horizon);
  const changed = offsetAt(zone, change);
  const wallAfter = nextWall(change + changed - 1);
  if (wallAfter === null) return null;
  return wallAfter - changed <= change + SETTLED_MS
    ? wallAfter - changed
    : nextPassing(zone, change, nextWall);
}

/** The moment at which the zone's offset changes; `lowMs` lies before it, `highMs` not. */
function changeBetween(zone: IANAZone, lowMs: number, highMs: number): number {
  const before = offsetAt(zone, lowMs);
  let low = lowMs;
  let high = highMs;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(zone, middle) === before) low = middle;
    else high = middle;
  }
  return high;
}
