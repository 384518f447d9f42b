import { copyJson, getField, pathIn, removeField, setField, type FieldPath } from '@/core/items/field-path';
import type { Json, JsonObject } from '@/core/items/item';
import { isPlainObject } from '@/core/items/plain-json';
import { BadPattern, safePattern } from '@/core/items/safe-pattern';
import type { ExecutorFor } from '@/core/node-kit/executor';
import { writablePath } from '@/core/node-kit/field-names';
import { NodeFailure } from '@/core/node-kit/node-failure';
import type { definition } from './definition';

type Rename = (name: string) => string;

export const executor: ExecutorFor<typeof definition> = {
  executeItem({ item, parameters }) {
    const { fields, patterns, nested } = parameters;
    let json = copyJson(item.json);
    for (const { from, to } of fields) json = renameField(json, pathIn(json, from), writablePath(to));
    const renames = patterns.map(patternRename);
    for (const [at, rename] of renames.entries()) {
      json = renameMembers(json, rename, levelsOf(patterns[at]?.depth, nested));
    }
    return item.binary === undefined ? { json } : { json, binary: item.binary };
  },
};

/** Within the same object the field keeps its place; else it goes to the end of where it is moved to. */
function renameField(json: JsonObject, from: FieldPath, to: FieldPath): JsonObject {
  const value = getField(json, from);
  if (value === undefined || from.join('\n') === to.join('\n')) return json;
  const parent = from.slice(0, -1);
  const name = from.at(-1);
  if (name !== undefined && parent.join('\n') === to.slice(0, -1).join('\n')) {
    const holder = parent.length === 0 ? json : getField(json, parent);
    if (isPlainObject(holder)) {
      const renamed = renameOne(holder, name, to.at(-1) ?? name);
      if (parent.length === 0) return renamed;
      setField(json, parent, renamed);
      return json;
    }
  }
  removeField(json, from);
  setField(json, to, value);
  return json;
}

function renameOne(holder: JsonObject, from: string, to: string): JsonObject {
  const entries = Object.entries(holder).filter(([name]) => name !== to);
  return Object.fromEntries(entries.map(([name, value]) => [name === from ? to : name, value]));
}

/** How many levels below the item's own fields a pattern reaches. */
function levelsOf(depth: number | undefined, nested: boolean): number {
  if (depth === undefined) return nested ? Infinity : 0;
  return depth < 0 ? Infinity : depth;
}

function renameMembers(json: JsonObject, rename: Rename, levels: number): JsonObject {
  const result: JsonObject = {};
  for (const [name, value] of Object.entries(json)) {
    // A name must not vanish: a pattern that leaves nothing of it leaves it alone.
    const given = rename(name) || name;
    writablePath(given);
    result[given] = levels > 0 ? renameInside(value, rename, levels - 1) : value;
  }
  return result;
}

function renameInside(value: Json, rename: Rename, levels: number): Json {
  if (Array.isArray(value)) return value.map((entry) => renameInside(entry, rename, levels));
  return typeof value === 'object' && value !== null ? renameMembers(value, rename, levels) : value;
}

function patternRename({
  pattern,
  replacement,
  ignoreCase,
}: {
  pattern: string;
  replacement: string;
  ignoreCase: boolean;
}): Rename {
  try {
    const compiled = safePattern(pattern, { ignoreCase });
    return (name) => compiled.replaceAll(name, replacement);
  } catch (error) {
    if (!(error instanceof BadPattern)) throw error;
    throw NodeFailure.final(
      'rename.bad-pattern',
      `The pattern cannot be read: ${pattern.slice(0, 80)}. Correct the regular expression.`,
      { details: { pattern } },
    );
  }
}
