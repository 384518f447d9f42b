/**
 * JMESPath queries to trees: operator precedence parsing (Pratt). Bounded in length and nesting, so a query ends by
 * itself.
 */
import { Fault } from '../errors';
import { tokensOf, unreadable, type Token, type TokenKind } from './tokens';

export type Query =
  | { kind: 'field'; name: string }
  | { kind: 'current' }
  | { kind: 'literal'; value: unknown }
  | { kind: 'index'; index: number }
  | { kind: 'slice'; from: number | undefined; to: number | undefined; step: number | undefined }
  | { kind: 'then'; left: Query; right: Query }
  | { kind: 'list-projection'; left: Query; right: Query }
  | { kind: 'value-projection'; left: Query; right: Query }
  | { kind: 'filter-projection'; left: Query; right: Query; condition: Query }
  | { kind: 'flatten'; inner: Query }
  | { kind: 'select-list'; entries: readonly Query[] }
  | { kind: 'select-hash'; entries: readonly (readonly [string, Query])[] }
  | { kind: 'or' | 'and'; left: Query; right: Query }
  | { kind: 'not'; inner: Query }
  | { kind: 'compare'; operator: string; left: Query; right: Query }
  | { kind: 'call'; name: string; args: readonly Query[] }
  | { kind: 'reference'; inner: Query };

const MAX_LENGTH = 5000;
const MAX_DEPTH = 60;
const CURRENT: Query = { kind: 'current' };

/** How strongly a sign binds to what stands left of it. */
const BINDING: Partial<Record<TokenKind, number>> = {
  '|': 1,
  '||': 2,
  '&&': 3,
  '==': 5,
  '!=': 5,
  '<': 5,
  '<=': 5,
  '>': 5,
  '>=': 5,
  '[]': 9,
  '*': 20,
  '[?': 21,
  '.': 40,
  '!': 45,
  '{': 50,
  '[': 55,
  '(': 60,
};
/** What binds weaker than this ends a projection. */
const PROJECTION_STOP = 10;

interface Parser {
  source: string;
  tokens: readonly Token[];
  at: number;
  depth: number;
}

/** The tree of a query. Throws a Fault. */
export function parseQuery(source: string): Query {
  if (source.length > MAX_LENGTH)
    throw new Fault('budget', `A JMESPath query may have at most ${MAX_LENGTH} characters.`);
  const parser: Parser = { source, tokens: tokensOf(source), at: 0, depth: 0 };
  const query = expression(parser, 0);
  expect(parser, 'end');
  return query;
}

function peek(parser: Parser, ahead = 0): Token {
  return parser.tokens[parser.at + ahead] ?? { kind: 'end', at: parser.source.length };
}

function next(parser: Parser): Token {
  const token = peek(parser);
  parser.at++;
  return token;
}

function expect(parser: Parser, kind: TokenKind): Token {
  const token = next(parser);
  if (token.kind !== kind) throw unreadable(parser.source, token.at);
  return token;
}

function take(parser: Parser, kind: TokenKind): boolean {
  if (peek(parser).kind !== kind) return false;
  parser.at++;
  return true;
}

function expression(parser: Parser, strength: number): Query {
  if (++parser.depth > MAX_DEPTH) throw new Fault('budget', 'This JMESPath query is nested too deeply.');
  let left = prefix(parser, next(parser));
  while (strength < (BINDING[peek(parser).kind] ?? 0)) left = infix(parser, left, next(parser));
  parser.depth--;
  return left;
}

function prefix(parser: Parser, token: Token): Query {
  switch (token.kind) {
    case 'literal':
      return { kind: 'literal', value: token.value };
    case 'name':
    case 'quoted':
      if (token.kind === 'quoted' && peek(parser).kind === '(') throw unreadable(parser.source, token.at);
      return { kind: 'field', name: String(token.value) };
    case '!':
      return { kind: 'not', inner: expression(parser, 45) };
    case '*':
      return { kind: 'value-projection', left: CURRENT, right: projected(parser, 20) };
    case '[?':
      return filter(parser, CURRENT);
    case '{':
      return selectHash(parser);
    case '[]':
      return flatten(parser, CURRENT);
    case '[':
      return bracket(parser, CURRENT) ?? selectList(parser);
    case '@':
      return CURRENT;
    case '&':
      return { kind: 'reference', inner: expression(parser, 0) };
    case '(': {
      const inner = expression(parser, 0);
      expect(parser, ')');
      return inner;
    }
    default:
      throw unreadable(parser.source, token.at);
  }
}

function infix(parser: Parser, left: Query, token: Token): Query {
  switch (token.kind) {
    case '.':
      if (take(parser, '*')) return { kind: 'value-projection', left, right: projected(parser, 20) };
      return { kind: 'then', left, right: afterDot(parser, 40) };
    case '|':
      return { kind: 'then', left, right: expression(parser, 1) };
    case '||':
      return { kind: 'or', left, right: expression(parser, 2) };
    case '&&':
      return { kind: 'and', left, right: expression(parser, 3) };
    case '(':
      if (left.kind !== 'field') throw unreadable(parser.source, token.at);
      return { kind: 'call', name: left.name, args: list(parser, ')') };
    case '[?':
      return filter(parser, left);
    case '[]':
      return flatten(parser, left);
    case '[': {
      const found = bracket(parser, left);
      if (!found) throw unreadable(parser.source, token.at);
      return found;
    }
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return { kind: 'compare', operator: token.kind, left, right: expression(parser, 5) };
    default:
      throw unreadable(parser.source, token.at);
  }
}

/** `[3]`, `[1:2]` or `[*]` after its bracket; undefined when it is a list of selections. */
function bracket(parser: Parser, left: Query): Query | undefined {
  const { kind } = peek(parser);
  if (kind === 'number' || kind === ':') {
    const index = sliceOrIndex(parser);
    const taken: Query = { kind: 'then', left, right: index };
    return index.kind === 'slice'
      ? { kind: 'list-projection', left: taken, right: projected(parser, 20) }
      : taken;
  }
  if (kind !== '*' || peek(parser, 1).kind !== ']') return undefined;
  parser.at += 2;
  return { kind: 'list-projection', left, right: projected(parser, 20) };
}

function sliceOrIndex(parser: Parser): Query {
  const parts: (number | undefined)[] = [undefined];
  for (;;) {
    const token = next(parser);
    if (token.kind === ']') break;
    if (token.kind === 'number' && parts.at(-1) === undefined) parts[parts.length - 1] = Number(token.value);
    else if (token.kind === ':' && parts.length < 3) parts.push(undefined);
    else throw unreadable(parser.source, token.at);
  }
  const [from, to, step] = parts;
  return parts.length === 1 ? { kind: 'index', index: from ?? 0 } : { kind: 'slice', from, to, step };
}

function filter(parser: Parser, left: Query): Query {
  const condition = expression(parser, 0);
  expect(parser, ']');
  return { kind: 'filter-projection', left, condition, right: projected(parser, 21) };
}

function flatten(parser: Parser, left: Query): Query {
  return { kind: 'list-projection', left: { kind: 'flatten', inner: left }, right: projected(parser, 9) };
}

/** What is done with each value of a projection. */
function projected(parser: Parser, strength: number): Query {
  const { kind, at } = peek(parser);
  if ((BINDING[kind] ?? 0) < PROJECTION_STOP) return CURRENT;
  if (kind === '[' || kind === '[?') return expression(parser, strength);
  if (kind !== '.') throw unreadable(parser.source, at);
  parser.at++;
  return afterDot(parser, strength);
}

function afterDot(parser: Parser, strength: number): Query {
  const { kind, at } = peek(parser);
  if (kind === 'name' || kind === 'quoted' || kind === '*') return expression(parser, strength);
  if (kind === '[') {
    parser.at++;
    return selectList(parser);
  }
  if (kind === '{') {
    parser.at++;
    return selectHash(parser);
  }
  throw unreadable(parser.source, at);
}

function selectList(parser: Parser): Query {
  return { kind: 'select-list', entries: list(parser, ']') };
}

/** Expressions between commas, up to a closing sign. */
function list(parser: Parser, close: ')' | ']'): Query[] {
  const entries: Query[] = [];
  if (close === ')' && take(parser, close)) return entries;
  do entries.push(expression(parser, 0));
  while (take(parser, ','));
  expect(parser, close);
  return entries;
}

function selectHash(parser: Parser): Query {
  const entries: [string, Query][] = [];
  do {
    const key = next(parser);
    if (key.kind !== 'name' && key.kind !== 'quoted') throw unreadable(parser.source, key.at);
    expect(parser, ':');
    entries.push([String(key.value), expression(parser, 0)]);
  } while (take(parser, ','));
  expect(parser, '}');
  return { kind: 'select-hash', entries };
}
