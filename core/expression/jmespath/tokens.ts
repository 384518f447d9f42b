/** JMESPath's words: source text to tokens, after the grammar at jmespath.org/specification.html. */
import { Fault } from '../errors';

export type TokenKind =
  | 'name'
  | 'quoted'
  | 'literal'
  | 'number'
  | 'end'
  | '.'
  | '*'
  | '['
  | ']'
  | '[]'
  | '[?'
  | '{'
  | '}'
  | '('
  | ')'
  | ','
  | ':'
  | '@'
  | '&'
  | '&&'
  | '|'
  | '||'
  | '!'
  | '!='
  | '=='
  | '<'
  | '<='
  | '>'
  | '>=';

export interface Token {
  kind: TokenKind;
  /** The name, the number or the value of a literal; undefined for signs. */
  value?: unknown;
  at: number;
}

const SIGN = /\[\?|\[\]|&&|\|\||[!=<>]=|[.*[\]{}(),:@&|!<>]/y;
const NAME = /[A-Za-z_]\w*/y;
const NUMBER = /-?\d+/y;
const BLANK = /[ \t\r\n]+/y;

/** The tokens of a query, `end` last. Throws a Fault that says where it cannot be read. */
export function tokensOf(source: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(source)?.[0];
    if (found !== undefined) at += found.length;
    return found;
  };
  while (at < source.length) {
    if (take(BLANK) !== undefined) continue;
    const start = at;
    const name = take(NAME);
    if (name !== undefined) {
      tokens.push({ kind: 'name', value: name, at: start });
      continue;
    }
    const number = take(NUMBER);
    if (number !== undefined) {
      tokens.push({ kind: 'number', value: Number(number), at: start });
      continue;
    }
    const quote = source[at] ?? '';
    if (`"'\``.includes(quote)) {
      const end = closing(source, at, quote);
      tokens.push({ ...quotedToken(source.slice(at + 1, end), quote, start), at: start });
      at = end + 1;
      continue;
    }
    const sign = take(SIGN);
    if (sign === undefined) throw unreadable(source, at);
    // The pattern takes exactly the signs of TokenKind.
    tokens.push({ kind: sign as TokenKind, at: start });
  }
  tokens.push({ kind: 'end', at: source.length });
  return tokens;
}

/** What is wrong with a query, at a place in it. */
export function unreadable(source: string, at: number): Fault {
  const near = at >= source.length ? 'at its end' : `at "${source.slice(at, at + 20)}"`;
  return new Fault('type', `This JMESPath query cannot be read ${near}.`);
}

function closing(source: string, open: number, quote: string): number {
  for (let at = open + 1; at < source.length; at++) {
    if (source[at] === '\\') at++;
    else if (source[at] === quote) return at;
  }
  throw unreadable(source, open);
}

function quotedToken(inner: string, quote: string, at: number): Omit<Token, 'at'> {
  if (quote === "'") return { kind: 'literal', value: inner.replaceAll("\\'", "'") };
  if (quote === '"') return { kind: 'quoted', value: parseQuoted(`"${inner}"`, at) };
  const text = inner.replaceAll('\\`', '`').trim();
  try {
    const value: unknown = JSON.parse(text);
    return { kind: 'literal', value };
  } catch {
    // An old form, still understood: a literal without quotation marks is a text.
    return { kind: 'literal', value: text };
  }
}

function parseQuoted(text: string, at: number): string {
  try {
    return String(JSON.parse(text));
  } catch {
    throw unreadable(text, at);
  }
}
