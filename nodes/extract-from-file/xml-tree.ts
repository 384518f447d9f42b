/** XML as JSON in its plainest form; the XML node has all the choices. */
import type { Json, JsonObject } from '@/core/items/item';
import type { XmlEvents } from '@/core/markup/read-xml';

/** Attributes and elements are fields, repeated ones lists; text beside them stands under `_`. */
export function createXmlTree(): XmlEvents & { result(): Json } {
  const stack: { name: string; fields: JsonObject; text: string }[] = [];
  let root: Json = {};
  return {
    open(name, attributes) {
      const fields: JsonObject = {};
      for (const [key, value] of Object.entries(attributes)) add(fields, key, value);
      stack.push({ name, fields, text: '' });
    },
    text(piece) {
      const current = stack.at(-1);
      if (current) current.text += piece;
    },
    close() {
      const closed = stack.pop();
      if (!closed) return;
      const text = closed.text.trim();
      if (text !== '' && Object.keys(closed.fields).length > 0) closed.fields['_'] = text;
      const value = Object.keys(closed.fields).length > 0 ? closed.fields : text;
      const parent = stack.at(-1);
      if (parent) add(parent.fields, closed.name, value);
      else add((root = {}), closed.name, value);
    },
    result: () => root,
  };
}

function add(fields: JsonObject, name: string, value: Json): void {
  const key = name === '__proto__' ? '\uFFFD__proto__' : name;
  const known = Object.hasOwn(fields, key) ? fields[key] : undefined;
  if (known === undefined) fields[key] = value;
  else if (Array.isArray(known)) known.push(value);
  else fields[key] = [known, value];
}
