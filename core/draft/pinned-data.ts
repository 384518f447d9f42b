/**
 * Pinned data of a node: what a person may pin, and how what they typed is read. Pinned items travel with the draft to
 * everyone who has it open, so they are samples and bounded as such.
 */
import type { Graph } from '@/core/contracts/portable-workflow';
import { inspectInput } from '@/core/graph/inspect-input';
import type { Json, JsonObject } from '@/core/items/item';

export type PinnedItems = Graph['pinned'][string];

export const MAX_PINNED_ITEMS = 1000;
/** Characters of the items as JSON. */
export const MAX_PINNED_CHARACTERS = 256_000;

export type PinnedProblem =
  | { code: 'not-json'; message: string; line: number | null }
  | { code: 'not-items' | 'unstorable' }
  | { code: 'too-many'; count: number; limit: number }
  | { code: 'too-large'; size: number; limit: number };

export type ParsedPinned = { ok: true; items: PinnedItems } | { ok: false; problem: PinnedProblem };

/** The bound that these items pass, or null when they may be pinned. */
export function checkPinned(items: PinnedItems): PinnedProblem | null {
  if (items.length > MAX_PINNED_ITEMS) {
    return { code: 'too-many', count: items.length, limit: MAX_PINNED_ITEMS };
  }
  const size = JSON.stringify(items).length;
  if (size > MAX_PINNED_CHARACTERS) return { code: 'too-large', size, limit: MAX_PINNED_CHARACTERS };
  return inspectInput(items).length > 0 ? { code: 'unstorable' } : null;
}

/** Reads what was typed: one object, or a list of objects. An item written as `{json}` is taken as the item it is. */
export function parsePinned(text: string): ParsedPinned {
  let value: Json;
  try {
    value = JSON.parse(text) as Json; // JSON.parse gives JSON
  } catch (error) {
    return { ok: false, problem: { code: 'not-json', ...syntaxPlace(error, text) } };
  }
  const list = Array.isArray(value) ? value : [value];
  const items = list.flatMap((entry) => (isObject(entry) ? [{ json: itemJson(entry) }] : []));
  if (items.length < list.length) return { ok: false, problem: { code: 'not-items' } };
  const problem = checkPinned(items);
  return problem ? { ok: false, problem } : { ok: true, items };
}

/** Pinned items as they are edited: the objects alone. */
export function pinnedText(items: readonly { json: JsonObject }[]): string {
  return JSON.stringify(
    items.map((item) => item.json),
    null,
    2,
  );
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function itemJson(entry: JsonObject): JsonObject {
  const { json } = entry;
  return json !== undefined && isObject(json) && Object.keys(entry).length === 1 ? json : entry;
}

function syntaxPlace(error: unknown, text: string): { message: string; line: number | null } {
  const message = error instanceof Error ? error.message : '';
  const byLine = /line (\d+)/.exec(message)?.[1];
  if (byLine !== undefined) return { message, line: Number(byLine) };
  const position = /position (\d+)/.exec(message)?.[1];
  return {
    message,
    line: position === undefined ? null : text.slice(0, Number(position)).split('\n').length,
  };
}
