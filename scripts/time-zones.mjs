/**
 * The world's time zones as one text, worked out from Node's own data: for engines that have none. A line for each rule:
 * `names offset,minutes:offset,…` with the minutes since 1970 at which the offset changes (base 36) and offsets in
 * minutes (base 36).
 */
const FIRST = Date.UTC(1970, 0, 1);
const LAST = Date.UTC(2045, 0, 1);
const MINUTE = 60_000;
/** No zone keeps an offset for a shorter time than this, in years that anybody asks about. */
const STRIDE = 12 * 24 * 60 * MINUTE;

/** Names that are understood besides those that Node lists: older and newer spellings, and fixed offsets. */
const ALIASES = [
  ...['UTC', 'GMT', 'Etc/UTC', 'Etc/GMT', 'Etc/UCT', 'Zulu', 'EST', 'MST', 'HST', 'EST5EDT', 'CST6CDT'],
  ...[
    'MST7MDT',
    'PST8PDT',
    'CET',
    'EET',
    'MET',
    'WET',
    'US/Eastern',
    'US/Central',
    'US/Mountain',
    'US/Pacific',
  ],
  ...['US/Alaska', 'US/Hawaii', 'US/Arizona', 'Canada/Eastern', 'Canada/Central', 'Canada/Mountain'],
  ...['Canada/Pacific', 'Canada/Atlantic', 'Brazil/East', 'Brazil/West', 'Asia/Kolkata', 'Asia/Calcutta'],
  ...['Asia/Kathmandu', 'Asia/Katmandu', 'Asia/Ho_Chi_Minh', 'Asia/Saigon', 'Asia/Yangon', 'Asia/Rangoon'],
  ...['Asia/Dacca', 'Asia/Dhaka', 'Asia/Tel_Aviv', 'Asia/Istanbul', 'Asia/Chongqing', 'Asia/Macao'],
  ...[
    'Europe/Kyiv',
    'Europe/Kiev',
    'Europe/Nicosia',
    'Atlantic/Faroe',
    'Atlantic/Faeroe',
    'America/Buenos_Aires',
  ],
  ...[
    'America/Argentina/Buenos_Aires',
    'America/Indianapolis',
    'America/Indiana/Indianapolis',
    'America/Godthab',
  ],
  ...[
    'America/Nuuk',
    'America/Louisville',
    'America/Kentucky/Louisville',
    'America/Montreal',
    'Japan',
    'Singapore',
  ],
  ...[
    'Hongkong',
    'Israel',
    'Turkey',
    'Egypt',
    'Iran',
    'Poland',
    'Portugal',
    'PRC',
    'ROK',
    'GB',
    'Eire',
    'NZ',
  ],
  ...['Australia/ACT', 'Australia/NSW', 'Australia/Victoria', 'Australia/Queensland', 'Australia/South'],
  ...Array.from({ length: 14 }, (_, hours) => `Etc/GMT-${hours + 1}`),
  ...Array.from({ length: 12 }, (_, hours) => `Etc/GMT+${hours + 1}`),
];

/** The text, sorted by rule. Takes a few seconds. */
export function timeZoneTable() {
  const names = [...new Set([...Intl.supportedValuesOf('timeZone'), ...ALIASES])].filter(isZone);
  const byRule = new Map();
  for (const name of names) {
    const rule = ruleOf(name);
    byRule.set(rule, [...(byRule.get(rule) ?? []), name]);
  }
  const lines = [...byRule].map(([rule, zones]) => `${zones.sort().join(' ')} ${rule}`);
  return lines.sort().join('\n');
}

function isZone(name) {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: name }).format(0) !== '';
  } catch {
    return false;
  }
}

function ruleOf(timeZone) {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset', year: 'numeric' });
  const offsetAt = (at) => offsetOf(format.format(at));
  let before = offsetAt(FIRST);
  const parts = [before.toString(36)];
  for (let at = FIRST; at < LAST; at += STRIDE) {
    const after = offsetAt(at + STRIDE);
    if (after === before) continue;
    let [low, high] = [at, at + STRIDE];
    while (high - low > MINUTE) {
      const middle = low + Math.floor((high - low) / 2 / MINUTE) * MINUTE;
      if (offsetAt(middle) === before) low = middle;
      else high = middle;
    }
    parts.push(`${((high - FIRST) / MINUTE).toString(36)}:${after.toString(36)}`);
    before = after;
  }
  return parts.join(',');
}

/** Minutes east of Greenwich, of a text that ends in `GMT`, `GMT+2` or `GMT-03:30`. */
function offsetOf(text) {
  const match = /GMT(?:([+-])(\d{1,2})(?::(\d\d))?(?::\d\d)?)?$/.exec(text);
  if (!match?.[1]) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0);
  return match[1] === '-' ? -minutes : minutes;
}
