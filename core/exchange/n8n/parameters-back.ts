/**
 * Parameters that a person changed, in n8n's words again. There is no second table that leads back: places of the
 * original that may stand for a change are tried, and what the import makes of them decides. So what is written means
 * there what it means here, or nothing is written.
 */
import type { GraphNode } from '@/core/contracts/portable-workflow';
import { isSameJson } from '@/core/items/condition-operators';
import type { Json, JsonObject } from '@/core/items/item';
import { isPlainObject } from '@/core/items/plain-json';
import { createContext } from './context';
import { fingerprint } from './envelope';
import { findRule } from './nodes/find-rule';
import { fewerRows, inNewWords, moreRows, type Place, placesFor } from './places-back';
import { toSafeObject } from './safe-value';
import { readNode } from './source';

/** Translations that may be tried: for one node, and for all of a workflow, so that exporting takes no long time. */
const MAX_TRIES = 600;
const MAX_TRIES_IN_ALL = 6000;

/** How many translations were tried for a workflow. */
export interface Tries {
  count: number;
}

type Try = (parameters: JsonObject) => JsonObject | undefined;

/**
 * The original's parameters with what was changed, or undefined where that has no way back. `before` is the fingerprint
 * of what the import made of the original.
 */
export function parametersBack(
  node: GraphNode,
  { raw, before, tries }: { raw: Readonly<Record<string, unknown>>; before: unknown; tries: Tries },
): JsonObject | undefined {
  const last = Math.min(tries.count + MAX_TRIES, MAX_TRIES_IN_ALL);
  const translate: Try = (parameters) => {
    tries.count += 1;
    return tries.count > last ? undefined : translated(node.type, { ...raw, parameters });
  };
  let theirs = toSafeObject(raw['parameters']);
  let ours = translate(theirs);
  if (!ours || fingerprint([node.type, ours]) !== before) return undefined;
  const wanted = { ...node.parameters };
  // Ids of other workflows are not n8n's: what it had stays.
  if (node.type === 'sub-workflow') wanted['workflow'] = ours['workflow'] ?? '';
  for (;;) {
    const change = firstChange(ours, wanted, []);
    if (!change) return theirs;
    const nearer = step({ theirs, ours, wanted, change }, translate);
    if (!nearer) return undefined;
    ({ theirs, ours } = nearer);
  }
}

function translated(type: string, raw: Readonly<Record<string, unknown>>): JsonObject | undefined {
  const source = readNode(raw, 0);
  const rule = source && findRule(source.type);
  if (!rule) return undefined;
  const translation = rule.translate(createContext(source).context);
  return translation?.type === type ? translation.parameters : undefined;
}

interface Change {
  path: Place;
  /** Undefined where there was nothing, or nothing shall be. */
  from: Json | undefined;
  to: Json | undefined;
}

interface At {
  theirs: JsonObject;
  ours: JsonObject;
  wanted: JsonObject;
  change: Change;
}

/** One change of the original that leads nearer to what is wanted. */
function step(at: At, translate: Try): Pick<At, 'theirs' | 'ours'> | undefined {
  const distance = distanceOf(at.ours, at.wanted);
  for (const theirs of attempts(at)) {
    const ours = translate(theirs);
    if (ours && distanceOf(ours, at.wanted) < distance) return { theirs, ours };
  }
  return undefined;
}

function* attempts({ theirs, ours, wanted, change }: At): Generator<JsonObject> {
  const { from, to, path } = change;
  if (Array.isArray(from) && Array.isArray(to)) {
    if (to.length < from.length) yield* fewerRows(theirs, from.length);
    else yield* moreRows(theirs, from.length);
  }
  yield* placesFor(theirs, { path, from, to });
  // JSON that stands in the original as one text is written as a whole.
  for (let length = path.length; length > 0; length -= 1) {
    const above = path.slice(0, length);
    yield* inNewWords(theirs, valueAt(ours, above), valueAt(wanted, above));
  }
}

/** The first place where two values differ; lists of different length differ as a whole. */
function firstChange(from: Json | undefined, to: Json | undefined, path: Place): Change | undefined {
  if (from === undefined || to === undefined) return from === to ? undefined : { path, from, to };
  if (isPlainObject(from) && isPlainObject(to)) {
    const [before, after] = [from, to];
    for (const key of new Set([...Object.keys(after), ...Object.keys(before)])) {
      const found = firstChange(before[key], after[key], [...path, key]);
      if (found) return found;
    }
    return undefined;
  }
  if (Array.isArray(from) && Array.isArray(to) && from.length === to.length) {
    for (const [index, entry] of to.entries()) {
      const found = firstChange(from[index], entry, [...path, String(index)]);
      if (found) return found;
    }
    return undefined;
  }
  return isSameJson(from, to) ? undefined : { path, from, to };
}

/** How many values differ. A row more or less weighs more than all that may stand in it. */
function distanceOf(from: Json | undefined, to: Json | undefined): number {
  if (isPlainObject(from) && isPlainObject(to)) {
    const [before, after] = [from, to];
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys.reduce((sum, key) => sum + distanceOf(before[key], after[key]), 0);
  }
  if (Array.isArray(from) && Array.isArray(to)) {
    const rows = from.slice(0, to.length);
    const apart = Math.abs(from.length - to.length) * 1000;
    return rows.reduce((sum: number, entry, index) => sum + distanceOf(entry, to[index]), apart);
  }
  if (from === undefined || to === undefined) return from === to ? 0 : 1;
  return isSameJson(from, to) ? 0 : 1;
}

function valueAt(value: Json, path: Place): Json | undefined {
  let at: Json | undefined = value;
  for (const key of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    at = (at as Record<string, Json>)[key]; // lists have their entries by number too
  }
  return at;
}
