/**
 * XML as JSON: elements become fields, repeated ones lists, attributes fields beside them or under a name of their own. The
 * rules are those that xml2js documents, since workflows that come from elsewhere rely on them.
 */
import type { Json, JsonObject } from '@/core/items/item';
import { readXml } from '@/core/markup/read-xml';

export interface ToJsonOptions {
  attributeKey: string;
  textKey: string;
  explicitArray: boolean;
  explicitRoot: boolean;
  ignoreAttributes: boolean;
  mergeAttributes: boolean;
  normalize: boolean;
  normalizeTags: boolean;
  trim: boolean;
}

interface Open {
  name: string;
  fields: JsonObject;
  text: string;
  hasCdata: boolean;
}

/** Throws what `readXml` throws. */
export function xmlToJson(text: string, options: ToJsonOptions): Json {
  const stack: Open[] = [];
  let root: Json = '';
  readXml(text, {
    open(name, attributes) {
      const fields: JsonObject = {};
      if (!options.ignoreAttributes) addAttributes(fields, attributes, options);
      stack.push({
        name: keyOf(options.normalizeTags ? name.toLowerCase() : name),
        fields,
        text: '',
        hasCdata: false,
      });
    },
    text(piece, isCdata) {
      const current = stack.at(-1);
      if (!current) return;
      current.text += piece;
      current.hasCdata ||= isCdata;
    },
    close() {
      const closed = stack.pop();
      if (!closed) return;
      const value = valueOf(closed, options);
      const parent = stack.at(-1);
      if (parent) add(parent.fields, [closed.name, value], options.explicitArray);
      else root = options.explicitRoot ? { [closed.name]: value } : value;
    },
  });
  return root;
}

function addAttributes(
  fields: JsonObject,
  attributes: Readonly<Record<string, string>>,
  options: ToJsonOptions,
): void {
  const entries = Object.entries(attributes);
  if (entries.length === 0) return;
  if (options.mergeAttributes) {
    for (const [name, value] of entries) add(fields, [keyOf(name), value], options.explicitArray);
    return;
  }
  fields[keyOf(options.attributeKey)] = Object.fromEntries(
    entries.map(([name, value]) => [keyOf(name), value]),
  );
}

function valueOf({ fields, text, hasCdata }: Open, options: ToJsonOptions): Json {
  const isBlank = !hasCdata && /^\s*$/.test(text);
  const written = isBlank ? text : tidy(text, options);
  if (Object.keys(fields).length === 0) return isBlank ? tidy(text, options) : written;
  if (!isBlank) fields[keyOf(options.textKey)] = written;
  return fields;
}

function tidy(text: string, { trim, normalize }: ToJsonOptions): string {
  if (normalize) return text.replace(/\s{2,}/g, ' ').trim();
  return trim ? text.trim() : text;
}

function add(fields: JsonObject, [name, value]: readonly [string, Json], asList: boolean): void {
  const known = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (known === undefined) fields[name] = asList ? [value] : value;
  else if (Array.isArray(known)) known.push(value);
  else fields[name] = [known, value];
}

/** A prototype is never written to; the name gets a sign in front, as at every border. */
function keyOf(name: string): string {
  return name === '__proto__' ? '\uFFFD__proto__' : name;
}
