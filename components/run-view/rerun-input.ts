/** The input of a step as it is edited for a re-run: one text for each port. Pure. */
import { parsePinned, pinnedText, type PinnedItems, type PinnedProblem } from '@/core/draft/pinned-data';
import type { JsonObject } from '@/core/items/item';

/** Characters of JSON up to which an input can be edited in the browser. */
const MAX_EDITED = 256_000;

export type PortText = { editable: true; text: string } | { editable: false };

/** The texts of a step's ports as they were. */
export function portTexts(
  input: Readonly<Record<string, readonly { json: JsonObject }[]>>,
): Record<string, PortText> {
  const texts = Object.entries(input).map(([port, items]): [string, PortText] => {
    const text = pinnedText(items);
    return [port, text.length > MAX_EDITED ? { editable: false } : { editable: true, text }];
  });
  return Object.fromEntries(texts);
}

export type EditedInput =
  | { ok: true; input: Record<string, PinnedItems> | null }
  | { ok: false; port: string; problem: PinnedProblem };

/** What changed by hand, ready to be sent; null when nothing did. */
export function editedInput(
  before: Readonly<Record<string, PortText>>,
  edited: Readonly<Record<string, string>>,
): EditedInput {
  const input: Record<string, PinnedItems> = {};
  for (const [port, text] of Object.entries(edited)) {
    const original = before[port];
    if (!original?.editable || original.text === text) continue;
    const parsed = parsePinned(text);
    if (!parsed.ok) return { ok: false, port, problem: parsed.problem };
    input[port] = parsed.items;
  }
  return { ok: true, input: Object.keys(input).length === 0 ? null : input };
}
