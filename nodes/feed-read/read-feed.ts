/**
 * The entries of a feed: RSS 2.0 and 1.0, Atom (RFC 4287). Fields have the names that rss-parser documents, since workflows
 * that come from elsewhere read them.
 */
import { DateTime } from 'luxon';
import type { Json, JsonObject } from '@/core/items/item';
import { readXml } from '@/core/markup/read-xml';
import { NodeFailure } from '@/core/node-kit/node-failure';

/** An element inside of an entry. `text` holds the markup as well, where the entry was written with some. */
interface Part {
  name: string;
  attributes: Readonly<Record<string, string>>;
  text: string;
  parts: Part[];
}

const ENTRIES = new Set(['item', 'entry']);
const ROOTS = new Set(['rss', 'feed', 'rdf:RDF']);

/** Its entries, in the order of the feed. Throws `feed.none` for XML that is no feed, and what `readXml` throws. */
export function readFeed(text: string, moreFields: readonly string[]): JsonObject[] {
  const stack: Part[] = [];
  const entries: JsonObject[] = [];
  let root = '';
  readXml(text, {
    open(name, attributes) {
      if (root === '') root = name;
      stack.push({ name, attributes, text: '', parts: [] });
    },
    text(piece) {
      const open = stack.at(-1);
      if (open) open.text += piece;
    },
    close() {
      const part = stack.pop();
      const parent = stack.at(-1);
      if (!part) return;
      if (ENTRIES.has(part.name)) entries.push(entryOf(part, moreFields));
      else if (parent) parent.parts.push(part);
    },
  });
  if (ROOTS.has(root)) return entries;
  throw NodeFailure.final(
    'feed.none',
    `What the address gives is XML and no feed: it begins with "${root.slice(0, 50)}". Look for a link to RSS or Atom on the site.`,
  );
}

/** Elements that are taken as they are, with the field of each. */
const TEXTS: readonly (readonly [element: string, field: string])[] = [
  ['title', 'title'],
  ['pubDate', 'pubDate'],
  ['dc:creator', 'creator'],
  ['dc:creator', 'dc:creator'],
  ['author', 'author'],
  ['comments', 'comments'],
  ['content:encoded', 'content:encoded'],
  ['guid', 'guid'],
  ['id', 'id'],
  ['summary', 'summary'],
  ['dc:date', 'dc:date'],
];

function entryOf(entry: Part, moreFields: readonly string[]): JsonObject {
  const of = (name: string) => entry.parts.find((part) => part.name === name);
  const json: JsonObject = {};
  const put = (field: string, value: Json | undefined) => {
    if (value !== undefined && value !== '' && !Object.hasOwn(json, field)) json[field] = value;
  };
  put('creator', textOf(of('dc:creator')));
  for (const [element, field] of TEXTS) put(field, textOf(of(element)));
  put('link', linkOf(entry));
  put('pubDate', textOf(of('published')) ?? textOf(of('updated')) ?? textOf(of('dc:date')));
  const content = textOf(of('description')) ?? textOf(of('content')) ?? textOf(of('content:encoded'));
  put('content', content);
  if (content !== undefined) put('contentSnippet', snippet(content));
  const encoded = textOf(of('content:encoded'));
  if (encoded !== undefined) put('content:encodedSnippet', snippet(encoded));
  const enclosure = of('enclosure');
  if (enclosure) put('enclosure', { ...safe(enclosure.attributes) });
  const categories = entry.parts.filter(({ name }) => name === 'category').flatMap(categoryOf);
  if (categories.length > 0) json['categories'] = categories;
  const iso = isoOf(json['pubDate']);
  if (iso !== undefined) json['isoDate'] = iso;
  for (const name of moreFields) put(keyOf(name), more(entry.parts.filter((part) => part.name === name)));
  return json;
}

/** The text of an element; of an author, the name; of other markup, what stands in it. */
function textOf(part: Part | undefined): string | undefined {
  if (!part) return undefined;
  const name = part.name === 'author' ? part.parts.find((inner) => inner.name === 'name') : undefined;
  const text = (name ?? part).text.trim();
  if (text !== '') return text;
  return part.parts.length === 0 ? undefined : part.parts.map((inner) => textOf(inner) ?? '').join(' ');
}

function linkOf({ parts }: Part): string | undefined {
  const links = parts.filter(({ name }) => name === 'link');
  const best =
    links.find(({ attributes }) => attributes['rel'] === 'alternate') ??
    links.find(({ attributes }) => !attributes['rel']) ??
    links[0];
  return textOf(best) ?? best?.attributes['href'];
}

function categoryOf(part: Part): string[] {
  const text = textOf(part) ?? part.attributes['term'];
  return text === undefined ? [] : [text];
}

/** Dates of mail (RFC 2822) in RSS, ISO 8601 in Atom. */
function isoOf(value: Json | undefined): string | undefined {
  if (typeof value !== 'string') return undefined;
  const mail = DateTime.fromRFC2822(value, { zone: 'UTC' });
  const at = mail.isValid ? mail : DateTime.fromISO(value, { zone: 'UTC' });
  return at.isValid ? (at.toUTC().toISO() ?? undefined) : undefined;
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
};

/** The words of HTML without its tags; what closes a block ends a line. */
function snippet(html: string): string {
  return html
    .replace(/<(?:br|\/p|\/li|\/div|\/h[1-6])\b[^<>]*>/gi, '\n')
    .replace(/<[^<>]*>/g, '')
    .replace(/&(#x?[0-9a-f]{1,6}|[a-z]{2,6});/gi, (whole, name: string) => characterOf(name) ?? whole)
    .replace(/\n{2,}/g, '\n')
    .trim();
}

function characterOf(name: string): string | undefined {
  if (!name.startsWith('#')) return Object.hasOwn(ENTITIES, name) ? ENTITIES[name] : undefined;
  const code = /^#x/i.test(name) ? parseInt(name.slice(2), 16) : parseInt(name.slice(1), 10);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

/** Elements by the names that were asked for: text, or attributes where there is none. */
function more(parts: readonly Part[]): Json | undefined {
  const values = parts.map((part): Json => textOf(part) ?? safe(part.attributes));
  return values.length > 1 ? values : values[0];
}

function safe(attributes: Readonly<Record<string, string>>): JsonObject {
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [keyOf(name), value]));
}

/** A prototype is never written to. */
function keyOf(name: string): string {
  return name === '__proto__' ? '\uFFFD__proto__' : name;
}
