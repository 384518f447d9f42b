/**
 * `URL` as far as code uses it (WHATWG URL, without IDNA: a host in other letters than ASCII stays as it is). It takes
 * addresses apart and puts them together; nothing is fetched.
 */
import { GuestSearchParams, percentEncode } from './query';

const PORTS: Readonly<Record<string, string>> = {
  'http:': '80',
  'https:': '443',
  'ftp:': '21',
  'ws:': '80',
  'wss:': '443',
  'file:': '',
};
const PATH_KEEP = "%-._~!$&'()*+,;=:@/|[]^";
const QUERY_KEEP = '%-._~!$&()*+,;=:@/?|[]^`{}\\';
const HASH_KEEP = "%-._~!$&'()*+,;=:@/?|[]^#{}\\";
const USER_KEEP = "%-._~!$&'()*+,";

interface Parts {
  protocol: string;
  username: string;
  password: string;
  hostname: string;
  port: string;
  pathname: string;
  search: string;
  hash: string;
  /** Whether it has a host at all: `mailto:` has none. */
  hasHost: boolean;
}

const FORM = /^([A-Za-z][A-Za-z0-9+.-]*:)(?:[\\/]{2}([^\\/?#]*))?([^?#]*)(\?[^#]*)?(#[\s\S]*)?$/;

function isSpecial(protocol: string): boolean {
  return Object.prototype.hasOwnProperty.call(PORTS, protocol);
}

function parse(text: string): Parts | undefined {
  const match = FORM.exec(text);
  if (!match) return undefined;
  const [, scheme = '', authority, path = '', search = '', hash = ''] = match;
  const protocol = scheme.toLowerCase();
  const special = isSpecial(protocol);
  if (special && authority === undefined && protocol !== 'file:') {
    // `http:example.com` has its host without slashes.
    return /^[\\/]?[^\\/]/.test(path)
      ? parse(`${protocol}//${text.slice(scheme.length).replace(/^[\\/]+/, '')}`)
      : undefined;
  }
  const host = authority === undefined ? undefined : hostOf(authority, protocol);
  if (authority !== undefined && !host) return undefined;
  const named = { protocol, username: '', password: '', hostname: '', port: '', ...host };
  const pathname =
    special || authority !== undefined ? cleanPath(path, special) : percentEncode(path, `${PATH_KEEP} "<>`);
  return {
    ...named,
    pathname,
    search: cleanSearch(search),
    hash: cleanHash(hash),
    hasHost: authority !== undefined,
  };
}

function hostOf(
  authority: string,
  protocol: string,
): Pick<Parts, 'username' | 'password' | 'hostname' | 'port'> | undefined {
  const at = authority.lastIndexOf('@');
  const [user = '', ...pass] = at < 0 ? [] : authority.slice(0, at).split(':');
  const place = /^(\[[0-9A-Fa-f:.]+\]|[^:]*)(?::(\d*))?$/.exec(authority.slice(at + 1));
  const hostname = place?.[1] ?? '';
  const given = place?.[2] ?? '';
  if (!place || Number(given) > 65_535 || /[\s<>^|%\\]/.test(hostname)) return undefined;
  if (hostname === '' && isSpecial(protocol) && protocol !== 'file:') return undefined;
  const number = given === '' ? '' : String(Number(given));
  return {
    username: percentEncode(user, USER_KEEP),
    password: percentEncode(pass.join(':'), USER_KEEP),
    hostname: isSpecial(protocol) ? hostname.toLowerCase() : hostname,
    port: number === PORTS[protocol] ? '' : number,
  };
}

/** Without `.` and `..`, beginning with a slash where there is a host. */
function cleanPath(path: string, special: boolean): string {
  const parts = (special ? path.replace(/\\/g, '/') : path).split('/');
  const kept: string[] = [];
  parts.forEach((part, index) => {
    const isLast = index === parts.length - 1;
    if (/^(?:\.|%2e){2}$/i.test(part)) {
      if (kept.length > 1) kept.pop();
      if (isLast) kept.push('');
    } else if (/^(?:\.|%2e)$/i.test(part)) {
      if (isLast) kept.push('');
    } else kept.push(part);
  });
  const text = percentEncode(kept.join('/'), PATH_KEEP);
  return text.startsWith('/') || (!special && text === '') ? text : `/${text}`;
}

function cleanSearch(search: string): string {
  return search.length < 2 ? '' : `?${percentEncode(search.slice(1), QUERY_KEEP)}`;
}

function cleanHash(hash: string): string {
  return hash.length < 2 ? '' : `#${percentEncode(hash.slice(1), HASH_KEEP)}`;
}

function resolve(text: string, base: Parts): Parts | undefined {
  const own = parse(text);
  if (own && !(own.protocol === base.protocol && isSpecial(own.protocol) && !/^[^:]*:[\\/]{2}/.test(text)))
    return own;
  if (/^[\\/]{2}/.test(text)) return parse(base.protocol + text);
  if (!base.hasHost && !isSpecial(base.protocol)) return undefined;
  const [, path = '', search, hash = ''] = /^([^?#]*)(\?[^#]*)?(#[\s\S]*)?$/.exec(text) ?? [];
  if (path === '') {
    return {
      ...base,
      search: search === undefined ? base.search : cleanSearch(search),
      hash: cleanHash(hash),
    };
  }
  const whole = /^[\\/]/.test(path)
    ? path
    : base.pathname.slice(0, base.pathname.lastIndexOf('/') + 1) + path;
  const pathname = cleanPath(whole, isSpecial(base.protocol));
  return { ...base, pathname, search: cleanSearch(search ?? ''), hash: cleanHash(hash) };
}

function read(input: unknown, base?: unknown): Parts | undefined {
  const text = String(input)
    .trim()
    .replace(/[\t\n\r]/g, '');
  if (base === undefined) return parse(text);
  const from = parse(String(base).trim());
  return from && resolve(text, from);
}

export class GuestUrl {
  #parts: Parts;
  #params: GuestSearchParams | undefined;

  constructor(input: unknown, base?: unknown) {
    const parts = read(input, base);
    if (!parts) throw new TypeError(`Invalid URL: ${String(input).slice(0, 200)}`);
    this.#parts = parts;
  }
  static canParse(input: unknown, base?: unknown): boolean {
    return read(input, base) !== undefined;
  }
  static parse(input: unknown, base?: unknown): GuestUrl | null {
    return GuestUrl.canParse(input, base) ? new GuestUrl(input, base) : null;
  }
  get protocol(): string {
    return this.#parts.protocol;
  }
  set protocol(value: string) {
    this.#change({ protocol: `${value.replace(/:.*$/, '').toLowerCase()}:` });
  }
  get username(): string {
    return this.#parts.username;
  }
  set username(value: string) {
    this.#change({ username: percentEncode(value, USER_KEEP) });
  }
  get password(): string {
    return this.#parts.password;
  }
  set password(value: string) {
    this.#change({ password: percentEncode(value, USER_KEEP) });
  }
  get hostname(): string {
    return this.#parts.hostname;
  }
  set hostname(value: string) {
    this.#change({ hostname: value.toLowerCase() });
  }
  get port(): string {
    return this.#parts.port;
  }
  set port(value: string | number) {
    const text = String(value);
    this.#change({ port: text === PORTS[this.protocol] ? '' : text });
  }
  get host(): string {
    return this.port === '' ? this.hostname : `${this.hostname}:${this.port}`;
  }
  set host(value: string) {
    const found = hostOf(value, this.protocol);
    if (found) this.#change({ hostname: found.hostname, port: found.port });
  }
  get origin(): string {
    return isSpecial(this.protocol) && this.protocol !== 'file:' ? `${this.protocol}//${this.host}` : 'null';
  }
  get pathname(): string {
    return this.#parts.pathname;
  }
  set pathname(value: string) {
    this.#change({
      pathname: cleanPath(value.startsWith('/') ? value : `/${value}`, isSpecial(this.protocol)),
    });
  }
  get search(): string {
    return this.#parts.search;
  }
  set search(value: string) {
    this.#params = undefined;
    this.#change({ search: cleanSearch(value === '' || value.startsWith('?') ? value : `?${value}`) });
  }
  get searchParams(): GuestSearchParams {
    this.#params ??= new GuestSearchParams(this.#parts.search, (text) => {
      this.#change({ search: text === '' ? '' : `?${text}` });
    });
    return this.#params;
  }
  get hash(): string {
    return this.#parts.hash;
  }
  set hash(value: string) {
    this.#change({ hash: cleanHash(value === '' || value.startsWith('#') ? value : `#${value}`) });
  }
  get href(): string {
    const { protocol, username, password, pathname, search, hash, hasHost } = this.#parts;
    const signed =
      username === '' && password === '' ? '' : `${username}${password === '' ? '' : `:${password}`}@`;
    const host = hasHost || isSpecial(protocol) ? `//${signed}${this.host}` : '';
    return protocol + host + pathname + search + hash;
  }
  set href(value: string) {
    this.#parts = new GuestUrl(value).#parts;
    this.#params = undefined;
  }
  toString(): string {
    return this.href;
  }
  toJSON(): string {
    return this.href;
  }
  #change(parts: Partial<Parts>): void {
    this.#parts = { ...this.#parts, ...parts };
  }
}
