import type { Json, JsonObject } from '@/core/items/item';
import type { ExecutorFor, StepContext } from '@/core/node-kit/executor';
import type { definition } from './definition';
import { buildRequest } from './build-request';
import { readAnswer, refuseStatus } from './read-answer';

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * One call for each item. A write carries an Idempotency-Key that is the same over attempts, so a receiver that knows
 * the header can tell a repetition.
 */
export const executor: ExecutorFor<typeof definition> = {
  async executeItem({ index, parameters }, ctx: StepContext) {
    const { request, summary } = buildRequest(parameters);
    const writes = !READING.has(request.method);
    const answer = await ctx.effect(
      { name: `request:${index}`, kind: writes ? 'write' : 'read', summary },
      async (idempotencyKey): Promise<Json> => {
        const headers = writes ? withKey(request.headers, idempotencyKey) : request.headers;
        const response = await ctx.http.request({ ...request, headers }, ctx.abort);
        if (!parameters.neverFail) refuseStatus(response, { writes, now: ctx.now });
        return readAnswer(response, parameters.response);
      },
    );
    return { json: isPlainObject(answer) ? answer : decidedAnswer(answer) };
  },
};

/** A person decided that a write in doubt took place: there is no status, and the body is what they gave. */
function decidedAnswer(body: Json): JsonObject {
  return { status: null, headers: {}, body };
}

function isPlainObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function withKey(headers: readonly { name: string; value: string }[], key: string) {
  const given = headers.some((header) => header.name.toLowerCase() === 'idempotency-key');
  return given ? headers : [...headers, { name: 'Idempotency-Key', value: key }];
}
