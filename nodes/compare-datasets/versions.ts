/** The item that stands for two that differ. */
import { copyJson, getField, pathIn, removeField, setField, splitNames } from '@/core/items/field-path';
import type { Item, Json, JsonObject } from '@/core/items/item';
import { writablePath } from '@/core/node-kit/field-names';
import type { OutputItem } from '@/core/node-kit/executor';
import { isSameValue } from './same-value';

export interface VersionRules {
  fields: readonly { a: string; b: string }[];
  prefer: 'a' | 'b' | 'mix' | 'both';
  mixFrom: 'a' | 'b';
  mixExcept: string;
  skipFields: string;
  looseTypes: boolean;
  dots: boolean;
}

/** The item of one side, a mix, or both with their differences told apart. */
export function versionOf(a: Item, b: Item, rules: VersionRules): OutputItem {
  if (rules.prefer === 'a') return a;
  if (rules.prefer === 'b') return b;
  const files = { ...a.binary, ...b.binary };
  const json = rules.prefer === 'mix' ? mixed(a, b, rules) : bothOf(a.json, b.json, rules);
  return Object.keys(files).length > 0 ? { json, binary: files } : { json };
}

function mixed(a: Item, b: Item, { mixFrom, mixExcept, dots }: VersionRules): JsonObject {
  const [main, other] = mixFrom === 'a' ? [a, b] : [b, a];
  const json = copyJson(main.json);
  for (const name of splitNames(mixExcept)) {
    writablePath(name, dots);
    const value = getField(other.json, pathIn(other.json, name, dots));
    if (value === undefined) removeField(json, pathIn(json, name, dots));
    else setField(json, pathIn(json, name, dots), copyJson(value));
  }
  return json;
}

/** `keys` matched, `same` is equal, `different` holds each field's two values, and so does `skipped`. */
function bothOf(a: JsonObject, b: JsonObject, rules: VersionRules): JsonObject {
  const keys: JsonObject = {};
  const same: JsonObject = {};
  const different: JsonObject = {};
  const skipped: JsonObject = {};
  const matched = new Set(rules.fields.flatMap((pair) => [pair.a, pair.b]));
  const skip = new Set(splitNames(rules.skipFields));
  for (const name of new Set([...Object.keys(a), ...Object.keys(b)])) {
    const left = own(a, name);
    const right = own(b, name);
    const two: JsonObject = { inputA: left ?? null, inputB: right ?? null };
    if (skip.has(name)) skipped[name] = two;
    else if (matched.has(name)) keys[name] = left ?? right ?? null;
    else if (isSameValue(left, right, rules.looseTypes)) same[name] = left ?? null;
    else different[name] = two;
  }
  return { keys, same, different, ...(Object.keys(skipped).length > 0 ? { skipped } : {}) };
}

function own(object: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}
