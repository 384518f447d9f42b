/** JSON as XML: the counterpart of `to-json`, by the rules that xml2js documents for its builder. */
import type { Json, JsonObject } from '@/core/items/item';
import { NodeFailure } from '@/core/node-kit/node-failure';

export interface ToXmlOptions {
  attributeKey: string;
  textKey: string;
  rootName: string;
  cdata: boolean;
  headless: boolean;
  allowSurrogates: boolean;
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const NAME = /^[\p{L}_:][\p{L}\p{N}_:.\-·]*$/u;
// eslint-disable-next-line no-control-regex -- characters that XML cannot hold, escaped or not
const IMPOSSIBLE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/;

interface Element {
  name: string;
  attributes: string;
  /** Text pieces are written as they are: escaped before. */
  children: (Element | string)[];
}

/** Throws NodeFailure `xml.bad-name` or `xml.bad-character`. */
export function jsonToXml(json: JsonObject, options: ToXmlOptions): string {
  const keys = Object.keys(json);
  const [only] = keys;
  const single =
    only !== undefined && keys.length === 1 && options.rootName === 'root' && !Array.isArray(json[only]);
  const root = single
    ? elementOf(only, json[only] ?? null, options)
    : elementOf(options.rootName, json, options);
  return (options.headless ? '' : HEAD) + write(root, '');
}

function elementOf(name: string, value: Json, options: ToXmlOptions): Element {
  if (!NAME.test(name)) {
    throw NodeFailure.final(
      'xml.bad-name',
      `"${name.slice(0, 80)}" cannot be the name of an element: letters, digits, - _ . and :, a letter first. Rename the field.`,
      { details: { field: name } },
    );
  }
  const element: Element = { name, attributes: '', children: [] };
  if (value === null || typeof value !== 'object') {
    if (value !== null && value !== '') element.children.push(textOf(value, options));
    return element;
  }
  // Entries of a list in a list are written side by side.
  const parts = Array.isArray(value) ? value : [value];
  for (const part of parts) fill(element, part, options);
  return element;
}

function fill(element: Element, value: Json, options: ToXmlOptions): void {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    const entries = Array.isArray(value) ? value : [];
    for (const entry of entries) fill(element, entry, options);
    if (!Array.isArray(value) && value !== null) element.children.push(textOf(value, options));
    return;
  }
  for (const [key, child] of Object.entries(value)) {
    if (
      key === options.attributeKey &&
      child !== null &&
      typeof child === 'object' &&
      !Array.isArray(child)
    ) {
      element.attributes += attributesOf(child, options);
    } else if (key === options.textKey) {
      if (child !== null) element.children.push(textOf(child, options));
    } else if (Array.isArray(child)) {
      for (const entry of child) element.children.push(elementOf(key, entry, options));
    } else element.children.push(elementOf(key, child, options));
  }
}

function attributesOf(attributes: JsonObject, options: ToXmlOptions): string {
  return Object.entries(attributes)
    .map(([name, value]) => {
      const { name: checked } = elementOf(name, null, options);
      const text = plainText(value, options).replace(/[&<"\t\n\r]/g, (sign) => ESCAPES[sign] ?? sign);
      return ` ${checked}="${text}"`;
    })
    .join('');
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#x9;',
  '\n': '&#xA;',
  '\r': '&#xD;',
};

function textOf(value: Json, options: ToXmlOptions): string {
  const text = plainText(value, options);
  if (options.cdata && /[&<>]/.test(text)) return `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
  return text.replace(/[&<>\r]/g, (sign) => ESCAPES[sign] ?? sign);
}

function plainText(value: Json, { allowSurrogates }: ToXmlOptions): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  const lone = /[\uD800-\uDFFF]/u.test(text);
  if (!IMPOSSIBLE.test(text) && !lone && (allowSurrogates || !/[\uD800-\uDFFF]/.test(text))) return text;
  throw NodeFailure.final(
    'xml.bad-character',
    `"${text.slice(0, 80)}" has a character that XML cannot hold, or that you do not allow. Remove it.`,
  );
}

/** Two blanks for each level; an element with text in it stands on one line, since blanks there would count. */
function write(element: Element, indent: string): string {
  const { name, attributes, children } = element;
  if (children.length === 0) return `${indent}<${name}${attributes}/>`;
  if (children.some((child) => typeof child === 'string')) {
    const inner = children.map((child) =>
      typeof child === 'string' ? child : write(child, '').replace(/\n\s*/g, ''),
    );
    return `${indent}<${name}${attributes}>${inner.join('')}</${name}>`;
  }
  const lines = children.map((child) => (typeof child === 'string' ? child : write(child, `${indent}  `)));
  return `${indent}<${name}${attributes}>\n${lines.join('\n')}\n${indent}</${name}>`;
}
