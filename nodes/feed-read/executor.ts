import { sanitiseParsed } from '@/core/items/sanitise';
import type { Json, JsonObject } from '@/core/items/item';
import { decodeText } from '@/core/markup/decode-text';
import type { ExecutorFor, OutputItem, StepContext } from '@/core/node-kit/executor';
import { NodeFailure } from '@/core/node-kit/node-failure';
import type { definition } from './definition';
import { readFeed } from './read-feed';

const MAX_BYTES = 16 * 1024 * 1024;

/** Fetches the feed once for each item. */
export const executor: ExecutorFor<typeof definition> = {
  async executeItem({ parameters, index }, ctx): Promise<OutputItem[]> {
    const names = parameters.moreFields
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '');
    const url = parameters.url.trim();
    const entries = await ctx.effect(
      { name: `feed:${index}`, kind: 'read', summary: `Read feed ${url.slice(0, 200)}` },
      async (): Promise<Json> =>
        readFeed(await fetchText({ url, timeoutMs: parameters.timeoutMs }, ctx), names),
    );
    return (Array.isArray(entries) ? entries : []).map((entry) => ({ json: clean(entry) }));
  },
};

async function fetchText(call: { url: string; timeoutMs: number }, ctx: StepContext): Promise<string> {
  const accept = 'application/rss+xml, application/atom+xml, application/xml;q=0.9, */*;q=0.8';
  const { status, headers, body } = await ctx.http.request(
    { ...call, method: 'GET', headers: [{ name: 'accept', value: accept }], maxResponseBytes: MAX_BYTES },
    ctx.abort,
  );
  if (status >= 400) {
    const message = `The server answered with status ${status} where a feed was asked for. Check the address.`;
    const options = { outcome: 'not-done', details: { status } } as const;
    if (status === 429 || status >= 500) throw NodeFailure.retryable('http.status', message, options);
    throw NodeFailure.final('http.status', message, options);
  }
  const declared = /^[^>]{0,200}?encoding=["']([A-Za-z0-9_-]{1,40})["']/.exec(
    Buffer.from(body.subarray(0, 200)).toString('latin1'),
  );
  const charset = /charset="?([A-Za-z0-9_-]{1,40})/i.exec(headers['content-type'] ?? '')?.[1];
  return decodeText(body, charset ?? declared?.[1] ?? 'utf-8');
}

/** What no run can carry is replaced. */
function clean(entry: Json): JsonObject {
  const { value } = sanitiseParsed(entry, JSON.stringify(entry));
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}
