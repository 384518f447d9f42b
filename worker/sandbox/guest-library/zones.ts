/** The offsets of time zones, from the table of `scripts/time-zones`: the engine that runs users' code knows none. */

/** Milliseconds of a minute. */
const MINUTE = 60_000;

export interface Zones {
  /** Minutes east of Greenwich at a time in milliseconds since the epoch; undefined for a name that is no zone. */
  offsetAt(name: string, at: number): number | undefined;
}

/** Reads the table's names; a rule is read when it is asked for. */
export function createZones(table: string): Zones {
  const places = new Map<string, number>();
  for (let start = 0; start < table.length;) {
    const end = endOfLine(table, start);
    const names = table.slice(start, table.lastIndexOf(' ', end)).split(' ');
    for (const name of names) places.set(name.toLowerCase(), start);
    start = end + 1;
  }
  const rules = new Map<number, Rule>();
  return {
    offsetAt(name, at) {
      const place = places.get(name.toLowerCase());
      if (place === undefined) return undefined;
      let rule = rules.get(place);
      if (!rule) rules.set(place, (rule = readRule(table, place)));
      return offsetIn(rule, at);
    },
  };
}

interface Rule {
  first: number;
  /** Milliseconds since the epoch, ascending. */
  changes: number[];
  offsets: number[];
}

function endOfLine(table: string, start: number): number {
  const end = table.indexOf('\n', start);
  return end < 0 ? table.length : end;
}

function readRule(table: string, place: number): Rule {
  const line = table.slice(place, endOfLine(table, place));
  const [first = '0', ...changes] = line.slice(line.lastIndexOf(' ') + 1).split(',');
  const pairs = changes.map((change) => change.split(':').map((part) => parseInt(part, 36)));
  return {
    first: parseInt(first, 36),
    changes: pairs.map(([minutes = 0]) => minutes * MINUTE),
    offsets: pairs.map(([, offset = 0]) => offset),
  };
}

function offsetIn({ first, changes, offsets }: Rule, at: number): number {
  let [low, high] = [0, changes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((changes[middle] ?? Infinity) <= at) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? first : (offsets[low - 1] ?? first);
}
