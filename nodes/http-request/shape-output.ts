/** What the answers become on the edge. Pure. */
import type { Json, JsonObject } from '@/core/items/item';
import type { OutputItem } from '@/core/node-kit/executor';
import type { RequestParameters } from './build-request';
import { demandEntries } from './page-entries';

/** One item for each answer, its body alone, or each entry in it. */
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
  }
}

function asObject(value: Json, name: string): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : { [name]: value };
}
