import { coerce } from '@/core/items/coerce';
import type { JsonObject } from '@/core/items/item';
import { isPlainObject } from '@/core/items/plain-json';
import type { ExecutorFor } from '@/core/node-kit/executor';
import { NodeFailure } from '@/core/node-kit/node-failure';
import type { definition } from './definition';

export const executor: ExecutorFor<typeof definition> = {
  execute(input) {
    const { mode, message, code } = input.parameters;
    const items = input.items().length;
    if (mode === 'message') throw NodeFailure.final(code, message, { details: { items } });
    const error = coerce('object', input.parameters.object);
    if (!error.ok || !isPlainObject(error.value)) {
      throw NodeFailure.final(
        'stop.not-an-object',
        'The error must be an object such as {"message": "No address"}. Correct it.',
      );
    }
    throw NodeFailure.final(code, wordsOf(error.value), { details: { items, error: error.value } });
  },
};

/** What people read: a text of the object that says what happened, else the object. */
function wordsOf(error: JsonObject): string {
  for (const name of ['message', 'error', 'description']) {
    const text = Object.hasOwn(error, name) ? error[name] : undefined;
    if (typeof text === 'string' && text.trim() !== '') return text;
  }
  return JSON.stringify(error).slice(0, 2000);
}
