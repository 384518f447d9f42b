/**
 * Page after page. Each call is an effect of its own: a write that was answered is replayed after a crash and never sent
 * again, and the answers lead to the same requests as before.
 */
import { isSameJson } from '@/core/items/condition-operators';
import type { JsonObject } from '@/core/items/item';
import type { StepContext } from '@/core/node-kit/executor';
import { NodeFailure } from '@/core/node-kit/node-failure';
import type { BuiltRequest, RequestParameters } from './build-request';
import { callOnce } from './call-once';
import { firstPage, mayGoOn, nextPage } from './next-page';

/** So many same answers one after another say that the parameters lead nowhere. */
const MAX_ALIKE = 5;

export interface PageJob {
  parameters: RequestParameters;
  built: BuiltRequest;
  /** Of the item. */
  index: number;
}

/** The answers, in order. Throws when they go round, or there are more than the tenant may fetch. */
export async function fetchPages(
  { parameters, built, index }: PageJob,
  ctx: StepContext,
): Promise<{ pages: JsonObject[]; wasSent: boolean }> {
  const pages: JsonObject[] = [];
  let someSent = false;
  const seen = new Set<string>();
  let current = firstPage(parameters, built, ctx.now);
  let alike = 0;
  for (let number = 1; ; number += 1) {
    ctx.abort.throwIfAborted();
    const { 'http.pages': limit } = ctx.limits;
    if (number > limit) throw tooManyPages(limit);
    const asked = JSON.stringify([
      current.request.url,
      String(current.request.body ?? ''),
      current.request.headers,
    ]);
    if (seen.has(asked)) throw goesRound(number);
    seen.add(asked);
    const name = `request:${index}:page:${number}`;
    const summary = `${current.summary} (page ${number})`;
    const { answer, wasSent } = await callOnce({ name, built: { ...current, summary }, parameters }, ctx);
    alike = isSameJson(answer['body'] ?? null, pages.at(-1)?.['body'] ?? null) ? alike + 1 : 1;
    pages.push(answer);
    if (parameters.until === 'empty' && alike >= MAX_ALIKE) throw goesRound(number);
    someSent ||= wasSent;
    const at = { parameters, number, base: built, built: current, page: answer, now: ctx.now };
    if (number >= parameters.maxPages) {
      if (parameters.until !== 'pages' && mayGoOn(at)) {
        ctx.log('warn', `Stopped after ${number} pages, as the node says; more may follow.`);
      }
      return { pages, wasSent: someSent };
    }
    const next = nextPage(at);
    if (next === null) return { pages, wasSent: someSent };
    if (wasSent && parameters.pageDelayMs > 0) await ctx.sleep(parameters.pageDelayMs);
    current = next;
  }
}

function tooManyPages(limit: number): NodeFailure {
  return NodeFailure.final(
    'http.too-many-pages',
    `There are more than ${limit} pages, which is as many as one item may fetch. Ask for more on each page, narrow the request down, or ask an admin to raise the limit.`,
    { details: { limit } },
  );
}

function goesRound(number: number): NodeFailure {
  return NodeFailure.final(
    'http.pages-go-round',
    `Page ${number} would be one that was fetched already, so this would never end. Check what leads to the next page and when to stop.`,
    { details: { page: number } },
  );
}
