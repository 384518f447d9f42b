/** What the answers become on the edge. Pure. */
import type { Json, JsonObject } from '@/core/items/item';
import type { OutputItem } from '@/core/node-kit/executor';
import type { RequestParameters } from './build-request';
import { demandEntries } from './page-entries';

/** One item for each answer, its body alone, each entry in it, or items as the body gives them. */
export function shapeOutput(
  answers: readonly JsonObject[],
  parameters: RequestParameters,
  now: number,
): OutputItem[] {
  switch (parameters.output) {
    case 'answer':
      return answers.map((json) => ({ json }));
    case 'body':
      return answers.map((answer) => ({ json: asObject(answer['body'] ?? null, 'body') }));
    case 'entries':
      return answers.flatMap((answer) =>
        demandEntries(answer, parameters.entriesAt, now).map((entry) => ({ json: asObject(entry, 'value') })),
      );
    case 'items':
      return answers.flatMap((answer) => bodyItems(answer['body'] ?? null));
  }
}

/** A list is an item for each entry, an object one item; anything else stands in `data`. */
function bodyItems(body: Json): OutputItem[] {
  const entries = Array.isArray(body) ? body : [body];
  return entries.map((entry) => ({ json: asObject(entry, 'data') }));
}

function asObject(value: Json, name: string): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : { [name]: value };
}
