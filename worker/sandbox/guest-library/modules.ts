/** What `require` gives: the few modules that hold no way out. */
import * as luxon from 'luxon';
import { GuestBuffer } from './bytes';
import { GUEST_CRYPTO } from './digests';
import { GuestSearchParams } from './query';
import { GuestUrl } from './url';

const QUERY_STRING = {
  parse(text: unknown): Record<string, string | string[]> {
    const params = new GuestSearchParams(text);
    const names = new Set(params.keys());
    return Object.fromEntries(
      [...names].map((name) => {
        const all = params.getAll(name);
        return [name, all.length > 1 ? all : (all[0] ?? '')];
      }),
    );
  },
  stringify(values: Readonly<Record<string, unknown>>): string {
    return Object.entries(values)
      .flatMap(([name, value]) =>
        (Array.isArray(value) ? (value as unknown[]) : [value]).map((one) => [name, one]),
      )
      .map((pair) => pair.map((part) => encodeURIComponent(String(part))).join('='))
      .join('&');
  },
  escape: encodeURIComponent,
  unescape: decodeURIComponent,
};

const MODULES: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['crypto', GUEST_CRYPTO],
  ['buffer', { Buffer: GuestBuffer }],
  ['url', { URL: GuestUrl, URLSearchParams: GuestSearchParams }],
  ['querystring', QUERY_STRING],
  ['luxon', luxon],
]);

/** The module of that name. @throws Error for any other, saying which there are. */
export function guestRequire(name: unknown): unknown {
  const wanted = String(name).replace(/^node:/, '');
  if (MODULES.has(wanted)) return MODULES.get(wanted);
  throw new Error(
    `Code cannot load modules here but ${[...MODULES.keys()].join(', ')}; "${wanted.slice(0, 60)}" is none of them. ` +
      'DateTime of Luxon and Buffer are there without it.',
  );
}
