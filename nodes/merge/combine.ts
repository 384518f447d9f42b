/** One item made of items of several inputs: what happens to fields that more than one of them has. */
import type { Item, ItemOrigin, Json, JsonObject } from '@/core/items/item';
import { isSameJson } from '@/core/items/condition-operators';
import { isPlainObject } from '@/core/items/plain-json';
import type { OutputItem } from '@/core/node-kit/executor';

/** An item of an input port. */
export interface Part {
  port: string;
  index: number;
  item: Item;
}

export interface CombineRules {
  clash: 'last' | 'first' | 'both' | 'number' | 'nest';
  /** Objects in the same field: one takes the place of the other, or their members are merged too. */
  nested: 'replace' | 'deep';
  /** null and empty text give way to a value. */
  preferFilled: boolean;
}

/** The parts as one item that names all of them as its origin. Parts stand in the order of their inputs. */
export function combine(parts: readonly Part[], rules: CombineRules): OutputItem {
  const from: ItemOrigin[] = parts.map(({ port, index }) => ({ port, index }));
  // Whoever is written last wins.
  const ordered = rules.clash === 'first' ? [...parts].reverse() : parts;
  const files = ordered.flatMap(({ item }) => (item.binary ? [item.binary] : []));
  const binary = files.length > 0 ? (Object.assign({}, ...files) as NonNullable<Item['binary']>) : undefined;
  const json = jsonOf(parts, ordered, rules);
  return { json, ...(binary ? { binary } : {}), from };
}

function jsonOf(parts: readonly Part[], ordered: readonly Part[], rules: CombineRules): JsonObject {
  const { clash } = rules;
  if (clash === 'number') return numbered(parts);
  if (clash === 'nest') return Object.fromEntries(parts.map(({ port, item }) => [port, item.json]));
  if (clash === 'both') return keepEach(parts);
  const values: JsonObject = {};
  for (const { item } of ordered) assign(values, item.json, rules);
  if (clash === 'last') return values;
  // The winner of a clash decides about the value, not about where the field stands.
  const names = new Set(parts.flatMap(({ item }) => Object.keys(item.json)));
  return Object.fromEntries([...names].map((name) => [name, values[name] ?? null]));
}

/** Writes the members of `source` over those of `target`. Objects that both have are copied before they are merged. */
function assign(target: JsonObject, source: JsonObject, rules: CombineRules): void {
  for (const [name, value] of Object.entries(source)) {
    const before = Object.hasOwn(target, name) ? target[name] : undefined;
    if (rules.nested === 'deep' && isPlainObject(before) && isPlainObject(value)) {
      const merged: JsonObject = { ...before };
      assign(merged, value, rules);
      target[name] = merged;
    } else if (!rules.preferFilled || before === undefined || !isBlank(value)) target[name] = value;
  }
}

function isBlank(value: Json): boolean {
  return value === null || value === '';
}

/** Every field gets the number of its input, whether another input has it or not. */
function numbered(parts: readonly Part[]): JsonObject {
  return Object.fromEntries(
    parts.flatMap(({ port, item }) =>
      Object.entries(item.json).map(([name, value]) => [`${name}_${port.replace('input', '')}`, value]),
    ),
  );
}

/** A field that differs gets the number of its input; one that is the same everywhere stands once. */
function keepEach(parts: readonly Part[]): JsonObject {
  const byName = new Map<string, { number: string; value: Json }[]>();
  for (const { port, item } of parts) {
    for (const [name, value] of Object.entries(item.json)) {
      const holders = byName.get(name);
      const holder = { number: port.replace('input', ''), value };
      if (holders) holders.push(holder);
      else byName.set(name, [holder]);
    }
  }
  const json: JsonObject = {};
  for (const [name, holders] of byName) {
    const [first] = holders;
    if (first && holders.every(({ value }) => isSameJson(value, first.value))) json[name] = first.value;
    else for (const { number, value } of holders) json[`${name}_${number}`] = value;
  }
  return json;
}
