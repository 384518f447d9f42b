/** `URLSearchParams` (WHATWG URL §6), and the percent-encoding that addresses need. */
import { fromUtf8, utf8 } from './bytes';

const HEX = '0123456789ABCDEF';

/** The text with every byte in percent form that is neither a letter, a digit nor one of `keep`. */
export function percentEncode(text: string, keep: string): string {
  let result = '';
  for (const byte of utf8(text)) {
    const character = String.fromCharCode(byte);
    const isPlain = byte < 0x80 && (/[A-Za-z0-9]/.test(character) || keep.includes(character));
    result += isPlain ? character : `%${HEX[byte >> 4] ?? ''}${HEX[byte & 15] ?? ''}`;
  }
  return result;
}

function formDecode(text: string): string {
  const plain = text.replace(/\+/g, ' ');
  if (!plain.includes('%')) return plain;
  const bytes: number[] = [];
  for (let at = 0; at < plain.length; at += 1) {
    const code = /^%[0-9a-f]{2}/i.exec(plain.slice(at, at + 3))?.[0];
    if (code === undefined) {
      bytes.push(...utf8(String.fromCodePoint(plain.codePointAt(at) ?? 0)));
      if ((plain.codePointAt(at) ?? 0) > 0xffff) at += 1;
    } else {
      bytes.push(parseInt(code.slice(1), 16));
      at += 2;
    }
  }
  return fromUtf8(Uint8Array.from(bytes));
}

function formEncode(text: string): string {
  return percentEncode(text, '*-._ ').replace(/ /g, '+');
}

type Pair = [name: string, value: string];

function pairsOf(init: unknown): Pair[] {
  if (init === undefined || init === null) return [];
  if (typeof init === 'object') {
    const entries: Iterable<unknown> =
      Symbol.iterator in init ? (init as Iterable<unknown>) : Object.entries(init); // its own protocol says so
    return [...entries].map((entry) => {
      const [name, value] = entry as [unknown, unknown]; // whatever it is becomes text
      return [String(name), String(value)];
    });
  }
  const text = String(init).replace(/^\?/, '');
  return text
    .split('&')
    .filter((part) => part !== '')
    .map((part): Pair => {
      const at = part.indexOf('=');
      return at < 0
        ? [formDecode(part), '']
        : [formDecode(part.slice(0, at)), formDecode(part.slice(at + 1))];
    });
}

/** Names and values of a query. `changed` is told after each change. */
export class GuestSearchParams {
  #pairs: Pair[];
  #changed: (text: string) => void;

  constructor(init?: unknown, changed: (text: string) => void = () => undefined) {
    this.#pairs = pairsOf(init);
    this.#changed = typeof changed === 'function' ? changed : () => undefined;
  }
  get size(): number {
    return this.#pairs.length;
  }
  get(name: string): string | null {
    return this.#pairs.find(([key]) => key === String(name))?.[1] ?? null;
  }
  getAll(name: string): string[] {
    return this.#pairs.filter(([key]) => key === String(name)).map(([, value]) => value);
  }
  has(name: string, value?: string): boolean {
    return this.#pairs.some(
      ([key, is]) => key === String(name) && (value === undefined || is === String(value)),
    );
  }
  append(name: string, value: string): void {
    this.#put([...this.#pairs, [String(name), String(value)]]);
  }
  delete(name: string, value?: string): void {
    const leaves = ([key, is]: Pair) => key === String(name) && (value === undefined || is === String(value));
    this.#put(this.#pairs.filter((pair) => !leaves(pair)));
  }
  set(name: string, value: string): void {
    const at = this.#pairs.findIndex(([key]) => key === String(name));
    if (at < 0) return this.append(name, value);
    this.#put(
      this.#pairs
        .map((pair, index): Pair => (index === at ? [String(name), String(value)] : pair))
        .filter(([key], index) => key !== String(name) || index === at),
    );
  }
  sort(): void {
    this.#put([...this.#pairs].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
  }
  forEach(call: (value: string, name: string, all: this) => void): void {
    for (const [name, value] of this.#pairs) call(value, name, this);
  }
  keys(): IterableIterator<string> {
    return this.#pairs.map(([name]) => name).values();
  }
  values(): IterableIterator<string> {
    return this.#pairs.map(([, value]) => value).values();
  }
  entries(): IterableIterator<Pair> {
    return this.#pairs.map(([name, value]): Pair => [name, value]).values();
  }
  [Symbol.iterator](): IterableIterator<Pair> {
    return this.entries();
  }
  toString(): string {
    return this.#pairs.map(([name, value]) => `${formEncode(name)}=${formEncode(value)}`).join('&');
  }
  #put(pairs: Pair[]): void {
    this.#pairs = pairs;
    this.#changed(this.toString());
  }
}
