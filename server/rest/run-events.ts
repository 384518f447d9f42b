import type { TenantScope } from '@/core/access/tenant-scope';
import { readRunChange } from '@/services/runs/read-run-change';
import type { Exchange } from '../http/exchange';
import type { WebDeps } from '../web-deps';

const PING_EVERY_MS = 15_000;
const ENDED: ReadonlySet<string> = new Set(['succeeded', 'failed', 'cancelled']);

/** Server-sent events of one run. The id of each is `run:seq`, which a client sends back to go on after it. */
export async function streamRunEvents(
  deps: WebDeps,
  input: { scope: TenantScope; exchange: Exchange; runId: string },
): Promise<void> {
  const { scope, exchange, runId } = input;
  const { request, response } = exchange;
  // An unknown run is a plain 404, before the stream begins.
  const head = await readRunChange(deps, scope, { id: runId, afterSeq: -1 });
  const stop = new AbortController();
  response.on('close', () => stop.abort());
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache, no-transform',
    'x-accel-buffering': 'no',
  });
  response.write(': hello\n\n');
  const lastEventId = request.headers['last-event-id'];
  if (ENDED.has(head.run.status) && seqOf(lastEventId, runId) >= head.seq) {
    // Whoever comes back after the last event is told so by the end of the stream.
    response.end();
    return;
  }
  const ping = setInterval(() => response.write(': ping\n\n'), PING_EVERY_MS);
  try {
    const stream = deps.live.open({
      scope,
      topics: [`run:${runId}`],
      lastEventId: typeof lastEventId === 'string' ? lastEventId.slice(0, 200) : null,
      signal: stop.signal,
      isStillAllowed: () => isKeyUsable(deps, exchange),
    });
    for await (const { id, events } of stream) {
      for (const [at, event] of events.entries()) {
        // The id says that everything up to here was told.
        const line = at === events.length - 1 ? `id: ${id}\n` : '';
        response.write(`${line}event: ${event.kind}\ndata: ${JSON.stringify(event)}\n\n`);
      }
      if (events.some((event) => event.kind === 'run-changed' && ENDED.has(event.run.status))) break;
    }
  } finally {
    clearInterval(ping);
    stop.abort();
    response.end();
  }
}

/** What an event's id says was seen of this run; -1 for anything else. */
function seqOf(eventId: string | string[] | undefined, runId: string): number {
  const [id, seq] = typeof eventId === 'string' ? eventId.split(':') : [];
  return id === runId && seq !== undefined && /^\d{1,9}$/.test(seq) ? Number(seq) : -1;
}

function isKeyUsable(deps: WebDeps, { request }: Exchange): Promise<boolean> {
  return deps.apiKeys.authenticate(request).then(
    () => true,
    () => false,
  );
}
