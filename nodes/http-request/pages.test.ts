import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { STANDARD_LIMITS } from '@/core/limits/limits';
import type { OutputItem, StepContext } from '@/core/node-kit/executor';
import { createGuardedHttp, type OutboundHttp } from '@/infra/http/guarded-http';
import { fakeContext, type FakeContext } from '@/testing/nodes/fake-context';
import { httpParameters } from '@/testing/nodes/http-parameters';
import type { RequestParameters } from './build-request';
import { executor } from './executor';
import { nextLink } from './link-header';

type Answer = (url: URL, response: ServerResponse, body: string) => void;

let server: http.Server;
let base: string;
let outbound: OutboundHttp;
let answer: Answer;
/** What the server was asked, in order. */
let asked: string[];
let headersSeen: IncomingMessage['headers'][];

beforeAll(async () => {
  const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const url = new URL(request.url ?? '/', base);
    asked.push(`${request.method} ${url.pathname}${url.search}${body === '' ? '' : ` ${body}`}`);
    headersSeen.push(request.headers);
    answer(url, response, body);
  };
  server = http.createServer((request, response) => void take(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => {
  [asked, headersSeen] = [[], []];
  outbound = createGuardedHttp({ allowOutbound: ['127.0.0.0/8'] });
});
afterEach(() => outbound.close());
afterAll(() => void server.close());

const json = (response: ServerResponse, value: unknown, headers: Record<string, string> = {}) =>
  response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value));

async function call(
  parts: Partial<RequestParameters>,
  context: Partial<StepContext> = {},
): Promise<{ rows: unknown[]; ctx: FakeContext }> {
  const ctx = fakeContext({ http: outbound, ...context });
  const parameters = httpParameters({ url: `${base}/list`, ...parts });
  const output = (await executor.executeItem(
    { item: { json: {} }, index: 0, parameters },
    ctx,
  )) as OutputItem[];
  return { rows: output.map((item) => item.json), ctx };
}
const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => 'no failure',
    (error: unknown) => error,
  );

/** Three pages of two, two and one entries; the fourth is empty. */
const ROWS = [1, 2, 3, 4, 5].map((id) => ({ id }));
const pageOf = (number: number, size = 2) => ROWS.slice((number - 1) * size, number * size);

describe('pages', () => {
  it('are counted by a parameter until one is empty, each entry an item', async () => {
    answer = (url, response) => json(response, pageOf(Number(url.searchParams.get('page'))));
    const { rows } = await call({ pagination: 'number', output: 'entries' });
    expect(rows).toEqual(ROWS);
    expect(asked).toEqual([1, 2, 3, 4].map((page) => `GET /list?page=${page}`));
  });

  it('are counted by an offset, with a first number and a step', async () => {
    answer = (url, response) => {
      const from = Number(url.searchParams.get('offset'));
      json(response, { data: { rows: ROWS.slice(from, from + 2) }, tags: [], other: [] });
    };
    const paged = { pageParameter: 'offset', pageStart: 0, pageStep: 2, entriesAt: 'data.rows' } as const;
    const { rows } = await call({ pagination: 'number', output: 'entries', ...paged });
    expect(rows).toEqual(ROWS);
    expect(asked.at(-1)).toBe('GET /list?offset=6');
  });

  it('follow the Link header', async () => {
    answer = (url, response) => {
      const page = Number(url.searchParams.get('page') ?? 1);
      const next = page < 3 ? `<${base}/list?page=${page + 1}>; rel="next", ` : '';
      json(response, pageOf(page), { link: `${next}<${base}/list?page=1>; rel="first"` });
    };
    const { rows } = await call({ pagination: 'link-header', output: 'body' });
    expect(rows).toEqual([1, 2, 3].map((page) => ({ body: pageOf(page) })));
    expect(asked).toEqual(['GET /list', 'GET /list?page=2', 'GET /list?page=3']);
  });

  it.each(['links.next', '{{ $json.body.links.next }}', '{{ "/list?page=" + ($json.body.page + 1) }}'])(
    'follow the address in the answer: %s',
    async (nextFrom) => {
      answer = (url, response) => {
        const page = Number(url.searchParams.get('page') ?? 1);
        const next = page < 3 ? `/list?page=${page + 1}` : null;
        json(response, { page, links: { next }, more: page < 3, rows: pageOf(page) });
      };
      const until = { until: 'field', untilField: 'more' } as const;
      const { rows } = await call({ pagination: 'next-url', nextFrom, output: 'entries', ...until });
      expect(rows).toEqual(ROWS);
      expect(asked).toHaveLength(3);
    },
  );

  it('go on with a cursor, in the body too', async () => {
    answer = (_url, response, body) => {
      const { cursor = 0 } = JSON.parse(body) as { cursor?: number };
      json(response, { rows: ROWS.slice(cursor, cursor + 2), cursor: cursor < 4 ? cursor + 2 : null });
    };
    const paged = { nextFrom: 'cursor', pageParameter: 'cursor', pageIn: 'body' } as const;
    const { rows } = await call({
      ...{ method: 'POST', body: { filter: 'all' }, pagination: 'cursor', output: 'entries', ...paged },
    });
    expect(rows).toEqual(ROWS);
    expect(asked).toEqual([
      'POST /list {"filter":"all"}',
      'POST /list {"filter":"all","cursor":2}',
      'POST /list {"filter":"all","cursor":4}',
    ]);
  });

  it('stop when a field says that it is the last', async () => {
    answer = (url, response) => {
      const page = Number(url.searchParams.get('page'));
      json(response, { page, last: page === 2, rows: pageOf(page) });
    };
    const { rows } = await call({
      pagination: 'number',
      until: 'field',
      untilField: 'last',
      untilValue: 'true',
    });
    expect(rows.map((row) => (row as { body: { page: number } }).body.page)).toEqual([1, 2]);
  });

  it('know how many pages there were', async () => {
    answer = (url, response) => json(response, { page: Number(url.searchParams.get('page') ?? 0) });
    const { rows } = await call({
      pagination: 'number',
      until: 'field',
      untilField: '{{ $pageCount >= 3 && $response.body.page === 3 }}',
      untilValue: 'true',
    });
    expect(rows).toHaveLength(3);
  });

  it('stop at the number of pages, and say so where that was not the plan', async () => {
    answer = (_url, response) => json(response, [{ id: 1 }]);
    const planned = await call({ pagination: 'number', until: 'pages', maxPages: 2 });
    expect(planned.rows).toHaveLength(2);
    expect(planned.ctx.lines).toEqual([]);
    const cut = await call({ pagination: 'number', maxPages: 3 });
    expect(cut.rows).toHaveLength(3);
    expect(cut.ctx.lines).toEqual(['warn Stopped after 3 pages, as the node says; more may follow.']);
  });

  it('end at a status that is let through', async () => {
    answer = (url, response) => {
      if (url.searchParams.get('page') === '2') response.writeHead(404).end('no more');
      else json(response, [1]);
    };
    const { rows } = await call({ pagination: 'number', neverFail: true });
    expect(rows.map((row) => (row as { status: number }).status)).toEqual([200, 404]);
    await expect(call({ pagination: 'number' })).rejects.toMatchObject({ code: 'http.status' });
  });

  it('are told apart by several parameters, worked out before each page', async () => {
    answer = (url, response, body) => {
      const { round = -1 } = JSON.parse(body) as { round?: number };
      const next = round < 2 ? { after: `a${round}`, size: 2 } : {};
      json(response, { round, query: url.search, ...next });
    };
    const { rows } = await call({
      ...{ method: 'POST', url: `${base}/list?page=x&q=1`, body: { filter: 'all' }, output: 'body' },
      ...{ pagination: 'parameters', until: 'pages', maxPages: 3 },
      headers: [{ name: 'X-After', value: 'none' }],
      pageParameters: [
        { in: 'query', name: 'page', value: '{{ $pageCount + 1 }}' },
        { in: 'query', name: 'size', value: '{{ $response.body.size * 10 || undefined }}' },
        { in: 'header', name: 'x-after', value: '{{ $response.body.after.toUpperCase() }}' },
        { in: 'body', name: 'round', value: '{{ $pageCount }}' },
        { in: 'body', name: 'fixed', value: 'yes' },
      ],
    });
    expect(rows).toMatchObject([{ round: 0 }, { round: 1 }, { round: 2 }]);
    expect(asked).toEqual([
      'POST /list?page=1&q=1 {"filter":"all","round":0,"fixed":"yes"}',
      'POST /list?page=2&q=1&size=20 {"filter":"all","round":1,"fixed":"yes"}',
      'POST /list?page=3&q=1&size=20 {"filter":"all","round":2,"fixed":"yes"}',
    ]);
    expect(headersSeen.map((headers) => headers['x-after'])).toEqual(['none', 'A0', 'A1']);
  });

  it('fail where an expression for a further page fails', async () => {
    answer = (_url, response) => json(response, { after: 1 });
    const pageParameters = [
      { in: 'query' as const, name: 'after', value: '{{ $response.body.after.toUpperCase() }}' },
    ];
    const work = call({ pagination: 'parameters', pageParameters });
    await expect(work).rejects.toMatchObject({ code: 'http.bad-page-field' });
    expect(asked).toEqual(['GET /list']);
  });

  it.each([['[]'], ['{}'], [''], ['null']])('end at an answer that is empty: %s', async (last) => {
    answer = (url, response) => {
      const isLast = url.searchParams.get('page') === '3';
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(isLast ? last : JSON.stringify({ a: [url.search], b: [] }));
    };
    const { rows } = await call({ pagination: 'number', until: 'empty' });
    expect(rows).toHaveLength(3);
  });

  it('fail where five answers in a row are the same', async () => {
    answer = (_url, response) => json(response, { rows: [] });
    const work = call({ pagination: 'number', until: 'empty' });
    await expect(work).rejects.toMatchObject({ code: 'http.pages-go-round' });
    expect(asked).toHaveLength(5);
  });

  it('end at a status that is named, and fail at another', async () => {
    answer = (url, response) => {
      if (url.searchParams.get('page') === '2') response.writeHead(410).end('no more');
      else json(response, [1]);
    };
    const { rows } = await call({ pagination: 'number', until: 'status', untilStatus: '404, 410' });
    expect(rows.map((row) => (row as { status: number }).status)).toEqual([200, 410]);
    const other = call({ pagination: 'number', until: 'status', untilStatus: '404' });
    await expect(other).rejects.toMatchObject({ code: 'http.status' });
    const once = call({ url: `${base}/list?page=2`, until: 'status', untilStatus: '410' });
    await expect(once).rejects.toMatchObject({ code: 'http.status' });
  });

  it('are parted by a pause, but not before the first and not after the last', async () => {
    answer = (url, response) => json(response, pageOf(Number(url.searchParams.get('page'))));
    const { ctx } = await call({ pagination: 'number', pageDelayMs: 250 });
    expect(ctx.slept).toEqual([250, 250, 250]);
  });

  it('are reads, or writes with a key and a summary each', async () => {
    answer = (url, response) => json(response, pageOf(Number(url.searchParams.get('page')), 3));
    const reading = await call({ pagination: 'number' });
    expect(new Set(reading.ctx.effects.map((effect) => effect.kind))).toEqual(new Set(['read']));
    asked.length = headersSeen.length = 0;
    const { ctx } = await call({ method: 'POST', pagination: 'number' });
    expect(ctx.effects).toEqual(
      [1, 2, 3].map((page) => ({
        name: `request:0:page:${page}`,
        kind: 'write',
        summary: `POST ${base}/list (page ${page})`,
      })),
    );
    expect(headersSeen.map((headers) => headers['idempotency-key'])).toEqual(
      [1, 2, 3].map((page) => `key-of-request:0:page:${page}`),
    );
  });

  it('take what was answered from the receipts and send the rest alone', async () => {
    answer = (url, response) => json(response, pageOf(Number(url.searchParams.get('page')), 3));
    const receipts = new Map([['request:0:page:1', { status: 200, headers: {}, body: pageOf(1, 3) }]]);
    const { rows, ctx } = await call(
      { method: 'POST', pagination: 'number', output: 'entries', pageDelayMs: 100 },
      {
        // The shape is what the same effect gave before.
        effect: ({ name }, fn) => (receipts.has(name) ? (receipts.get(name) as never) : fn('key')),
      },
    );
    expect(rows).toEqual(ROWS);
    expect(asked).toEqual(['POST /list?page=2', 'POST /list?page=3']);
    expect(ctx.slept).toEqual([100]);
  });
});

describe('pages that cannot be', () => {
  it.each<[string, Partial<RequestParameters>, unknown, string]>([
    ['more than the tenant may fetch', { pagination: 'number' }, [1], 'http.too-many-pages'],
    ['round and round', { pagination: 'next-url' }, { next: '/list', rows: [1] }, 'http.pages-go-round'],
    ['on another site', { pagination: 'next-url' }, { next: 'http://other.example/' }, 'http.bad-next-page'],
    ['at something else', { pagination: 'next-url' }, { next: { at: 1 } }, 'http.bad-next-page'],
    ['an object as cursor', { pagination: 'cursor' }, { next: { at: 1 } }, 'http.bad-next-page'],
    ['no list to be empty', { pagination: 'number' }, { a: 1 }, 'http.no-page-list'],
    ['two lists', { pagination: 'number', output: 'entries' }, { a: [1], b: [2] }, 'http.no-page-list'],
    ['no list there', { pagination: 'number', entriesAt: 'a' }, { a: 'x' }, 'http.no-page-list'],
    [
      'an expression that is none',
      { pagination: 'next-url', nextFrom: '{{ $json. }}' },
      {},
      'http.bad-page-field',
    ],
    [
      'a list as body',
      { method: 'POST', pagination: 'number', pageIn: 'body', body: [1] },
      [],
      'http.no-page-body',
    ],
  ])('%s', async (...[, parts, body, code]) => {
    answer = (_url, response) => json(response, body);
    const limits = { ...STANDARD_LIMITS, 'http.pages': 5 };
    expect(await failureOf(call(parts, { limits }))).toMatchObject({ code });
    expect(asked.length).toBeLessThanOrEqual(5);
  });

  it('nothing of the prototype leads anywhere', async () => {
    answer = (_url, response) => json(response, { rows: [1] });
    const { rows } = await call({ pagination: 'next-url', nextFrom: 'constructor.name' });
    expect(rows).toHaveLength(1);
  });
});

describe('tries within a call', () => {
  const after = (times: number, status: number, headers: Record<string, string> = {}): Answer => {
    let calls = 0;
    return (_url, response) => {
      calls += 1;
      if (calls <= times) response.writeHead(status, headers).end('wait');
      else json(response, { calls });
    };
  };

  it('wait twice as long each time, or as long as the answer says', async () => {
    answer = after(3, 503);
    const { rows, ctx } = await call({ tryAgain: 3, tryAgainMs: 100, output: 'body' });
    expect(rows).toEqual([{ calls: 4 }]);
    expect(ctx.slept).toEqual([100, 200, 400]);
    answer = after(1, 429, { 'retry-after': '7' });
    expect((await call({ tryAgain: 1 })).ctx.slept).toEqual([7000]);
  });

  it('are not taken where the server asks for more than a minute: the step waits for that', async () => {
    answer = after(1, 429, { 'retry-after': '3600' });
    const failure = await failureOf(call({ tryAgain: 3 }));
    expect(failure).toMatchObject({ code: 'http.status', retryable: true, retryAfterMs: 3_600_000 });
    expect(asked).toHaveLength(1);
  });

  it('end with the failure, or with the answer where none is one', async () => {
    answer = after(9, 503);
    expect(await failureOf(call({ tryAgain: 2 }))).toMatchObject({ details: { status: 503 } });
    expect(asked).toHaveLength(3);
    asked.length = 0;
    expect((await call({ tryAgain: 2, neverFail: true })).rows).toMatchObject([{ status: 503 }]);
    expect(asked).toHaveLength(3);
  });

  it('are for the statuses that were chosen', async () => {
    answer = after(1, 500);
    expect(await failureOf(call({ tryAgain: 2 }))).toMatchObject({ details: { status: 500 } });
    answer = after(1, 500);
    expect((await call({ tryAgain: 2, tryAgainOn: ['500'], output: 'body' })).rows).toEqual([{ calls: 2 }]);
  });

  it('never repeat a write of which nobody knows whether it took place', async () => {
    answer = after(1, 504);
    const on = { tryAgain: 2, tryAgainOn: ['504', 'connection'] as RequestParameters['tryAgainOn'] };
    expect(await failureOf(call({ method: 'POST', ...on }))).toMatchObject({ outcome: 'unknown' });
    expect(asked).toHaveLength(1);
    answer = (_url, response) => void response.socket?.destroy();
    asked.length = 0;
    expect(await failureOf(call({ method: 'POST', ...on }))).toMatchObject({ code: 'http.connection-lost' });
    expect(asked).toHaveLength(1);
  });

  it('intend a write anew each time', async () => {
    answer = after(2, 429);
    const { ctx } = await call({ method: 'POST', tryAgain: 2 });
    expect(ctx.effects.map((effect) => effect.name)).toEqual(['request:0', 'request:0', 'request:0']);
  });
});

describe('batches', () => {
  it('begin after the one before has ended and the pause is over', async () => {
    answer = (_url, response) => json(response, {});
    const seen: string[] = [];
    const ctx = fakeContext({
      http: outbound,
      sleep: (ms) => Promise.resolve(void seen.push(`pause ${ms} after ${asked.length}`)),
    });
    const parameters = httpParameters({
      url: `${base}/item`,
      batches: true,
      batchSize: 2,
      batchPauseMs: 500,
    });
    const items = [0, 1, 2, 3, 4].map(async (index) =>
      executor.executeItem({ item: { json: {} }, index, parameters }, ctx),
    );
    await Promise.all(items);
    expect(seen).toEqual(['pause 500 after 2', 'pause 500 after 4']);
    expect(asked).toHaveLength(5);
  });

  it('do not pause behind answers that were replayed', async () => {
    const ctx = fakeContext({
      effect: () => Promise.resolve({ status: 200, headers: {}, body: 1 } as never),
    });
    const parameters = httpParameters({ batches: true, batchSize: 1, batchPauseMs: 500 });
    for (const index of [0, 1, 2]) await executor.executeItem({ item: { json: {} }, index, parameters }, ctx);
    expect(ctx.slept).toEqual([]);
  });

  it('let nobody wait for ever once the step is aborted', async () => {
    const abort = new AbortController();
    const ctx = fakeContext({ abort: abort.signal, effect: () => new Promise(() => undefined) });
    const parameters = httpParameters({ batches: true, batchSize: 1 });
    void executor.executeItem({ item: { json: {} }, index: 0, parameters }, ctx);
    const second = executor.executeItem(
      { item: { json: {} }, index: 1, parameters },
      ctx,
    ) as Promise<unknown>;
    abort.abort(new Error('stopped'));
    await expect(second).rejects.toThrow('stopped');
  });
});

describe('nextLink', () => {
  it.each([
    ['<https://a.test/?page=2>; rel="next"', 'https://a.test/?page=2'],
    ['</a>; rel=prev, </b>; rel=next', '/b'],
    ['</a,b;c>; title="x, <y>; rel=\\"next\\""; rel="last", </c>; rel="first NEXT"', '/c'],
    ['</a>; rel="nextish"', null],
    ['<unclosed; rel=next', null],
    ['', null],
  ])('%s', (header, target) => {
    expect(nextLink(header)).toBe(target);
  });
});
