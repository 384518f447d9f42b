/** One call as one effect, tried again where the node says so. */
import type { Json, JsonObject } from '@/core/items/item';
import type { StepContext } from '@/core/node-kit/executor';
import { NodeFailure } from '@/core/node-kit/node-failure';
import type { BuiltRequest, RequestParameters } from './build-request';
import { endsByStatus } from './next-page';
import { isTurnedAway, readAnswer, refuseStatus } from './read-answer';
import { fileAnswer, keepOther, requestFile } from './save-file';

export interface Call {
  /** Name of the effect: the same over attempts. */
  name: string;
  built: BuiltRequest;
  parameters: RequestParameters;
}

export interface CallEnd {
  /** `{status, headers, body}`. */
  answer: JsonObject;
  /** False for an answer that was replayed from its receipt. */
  wasSent: boolean;
}

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);
/** Longer pauses are for the step's own retry, which costs no memory. */
const MAX_PAUSE_MS = 60_000;

/**
 * A write carries an Idempotency-Key that is the same over tries, so a receiver that knows the header can tell a
 * repetition. Only what is known not to have happened is tried again; for reads that is everything.
 */
export async function callOnce({ name, built, parameters }: Call, ctx: StepContext): Promise<CallEnd> {
  const { request, summary } = built;
  const writes = !READING.has(request.method);
  // Opened before the first word of the call is recorded, so that what it holds is known from then on.
  const credential = parameters.authentication === 'credential' ? await ctx.credential('auth') : null;
  let wasSent = false;
  for (let tries = 0; ; tries += 1) {
    const isLastTry = tries >= parameters.tryAgain;
    try {
      const answer = await ctx.effect(
        { name, kind: writes ? 'write' : 'read', summary },
        async (idempotencyKey): Promise<Json> => {
          const headers = writes ? withKey(request.headers, idempotencyKey) : request.headers;
          const whole = (await credential?.apply({ ...request, headers })) ?? { ...request, headers };
          wasSent = true;
          const { response, file } = savesFile(parameters)
            ? await requestFile(whole, ctx)
            : { response: await ctx.http.request(whole, ctx.abort), file: null };
          if (response.status === 401) credential?.turnedAway();
          if (file) return fileAnswer(response, file);
          const again = !isLastTry && isTurnedAway(response.status, parameters.tryAgainOn);
          const isEnd = endsByStatus(parameters, response.status);
          if ((!parameters.neverFail && !isEnd) || again) refuseStatus(response, { writes, now: ctx.now });
          const other = keepsOther(parameters) ? await keepOther(response, ctx) : null;
          if (other) return fileAnswer(response, other);
          return readAnswer(response, readAs(parameters.response));
        },
      );
      return { answer: isPlainObject(answer) ? answer : decidedAnswer(answer), wasSent };
    } catch (thrown) {
      const pause = isLastTry ? null : pauseBefore(thrown, { tries, writes, parameters });
      if (pause === null) throw thrown;
      ctx.log(
        'info',
        `${summary}: ${thrown instanceof Error ? thrown.message : ''} Next try in ${pause} ms.`,
      );
      await ctx.sleep(pause);
    }
  }
}

/** Pages are looked into, so they are no files. */
function savesFile({ response, pagination }: RequestParameters): boolean {
  return response === 'file' && pagination === 'none';
}

/** Decided by its type, so it is read first: no longer than other answers. */
function keepsOther({ response, pagination }: RequestParameters): boolean {
  return response === 'auto-file' && pagination === 'none';
}

/** What is no file is read as its type says. */
function readAs(response: RequestParameters['response']): 'auto' | 'json' | 'text' {
  return response === 'json' || response === 'text' ? response : 'auto';
}

/** Milliseconds until the next try, or null when there is none. */
function pauseBefore(
  thrown: unknown,
  { tries, writes, parameters }: { tries: number; writes: boolean; parameters: RequestParameters },
): number | null {
  if (!(thrown instanceof NodeFailure) || !thrown.retryable) return null;
  if (writes && thrown.outcome !== 'not-done') return null;
  const { status } = thrown.details;
  const isWanted =
    thrown.code === 'http.status'
      ? isTurnedAway(Number(status), parameters.tryAgainOn)
      : parameters.tryAgainOn.includes('connection');
  if (!isWanted) return null;
  const own = Math.min(parameters.tryAgainMs * 2 ** tries, MAX_PAUSE_MS);
  const pause = Math.max(thrown.retryAfterMs ?? own, 10);
  return pause > MAX_PAUSE_MS ? null : pause;
}

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
