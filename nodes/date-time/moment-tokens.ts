/** Formats as moment writes them, for workflows that come with them: said in luxon's tokens. English names. */
import type { DateTime } from 'luxon';

/** Longest first within a letter, as moment reads them. */
const TOKEN =
  /\[[^\]]*\]|\\.|LTS|LT|L{1,4}|Mo|M{1,4}|Do|D{1,4}|d{1,4}|do|E|e|wo|ww?|Wo|WW?|Qo|Q|Y{4}|YY|Y|G{4}|GG|g{4}|gg|A|a|HH?|hh?|kk?|mm?|ss?|S{1,9}|zz?|ZZ?|X|x/g;

const LUXON: Readonly<Record<string, string>> = {
  ...{ M: 'L', MM: 'LL', MMM: 'LLL', MMMM: 'LLLL', Q: 'q' },
  ...{ D: 'd', DD: 'dd', DDD: 'o', DDDD: 'ooo', ddd: 'ccc', dddd: 'cccc', E: 'c' },
  ...{ w: 'W', ww: 'WW', W: 'W', WW: 'WW', YYYY: 'yyyy', YY: 'yy', Y: 'y' },
  ...{ GGGG: 'kkkk', GG: 'kk', gggg: 'kkkk', gg: 'kk', A: 'a', a: 'a' },
  ...{ H: 'H', HH: 'HH', h: 'h', hh: 'hh', m: 'm', mm: 'mm', s: 's', ss: 'ss' },
  ...{ z: 'ZZZZ', zz: 'ZZZZ', Z: 'ZZ', ZZ: 'ZZZ', X: 'X', x: 'x' },
  ...{ LT: 'h:mm a', LTS: 'h:mm:ss a', L: 'LL/dd/yyyy', LL: 'LLLL d, yyyy' },
  ...{ LLL: 'LLLL d, yyyy h:mm a', LLLL: 'cccc, LLLL d, yyyy h:mm a' },
};

/** The date written by a format in moment's tokens. */
export function formatByMoment(date: DateTime, format: string): string {
  return format.replace(TOKEN, (token) => writeToken(date, token));
}

function writeToken(date: DateTime, token: string): string {
  if (token.startsWith('[')) return token.slice(1, -1);
  if (token.startsWith('\\')) return token.slice(1);
  if (token.endsWith('o')) return ordinal(numberOf(date, token));
  if (token === 'd' || token === 'e') return String(date.weekday % 7);
  if (token === 'dd') return date.toFormat('ccc').slice(0, 2);
  if (token === 'a') return date.toFormat('a').toLowerCase();
  if (token === 'k' || token === 'kk')
    return String(date.hour === 0 ? 24 : date.hour).padStart(token.length, '0');
  if (/^S+$/.test(token)) return date.toFormat('SSS').padEnd(9, '0').slice(0, token.length);
  return date.toFormat(LUXON[token] ?? token);
}

function numberOf(date: DateTime, token: string): number {
  if (token === 'Mo') return date.month;
  if (token === 'Do') return date.day;
  if (token === 'do') return date.weekday % 7;
  return token === 'Qo' ? date.quarter : date.weekNumber;
}

function ordinal(value: number): string {
  const teens = value % 100 >= 11 && value % 100 <= 13;
  const ending = teens ? 'th' : (['th', 'st', 'nd', 'rd'][value % 10] ?? 'th');
  return `${value}${ending}`;
}

/** The same format in luxon's tokens, for reading. */
export function luxonFormat(format: string): string {
  let written = '';
  let end = 0;
  for (const match of format.matchAll(TOKEN)) {
    const [token] = match;
    written += quote(format.slice(end, match.index));
    end = match.index + token.length;
    if (token.startsWith('[')) written += quote(token.slice(1, -1));
    else if (token.startsWith('\\')) written += quote(token.slice(1));
    else if (/^S+$/.test(token)) written += token.length > 3 ? 'u' : 'SSS';
    else written += LUXON[token] ?? token;
  }
  return written + quote(format.slice(end));
}

/** Literal text: luxon takes letters for tokens unless they stand in quotes. */
function quote(text: string): string {
  return /[A-Za-z]/.test(text) ? `'${text}'` : text;
}
