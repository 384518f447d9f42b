import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { CALL_DEPTH_HEADER } from '@/core/contracts/call-depth';
import type { HttpRequest } from '@/core/node-kit/executor';
import { NodeFailure } from '@/core/node-kit/node-failure';
import { createGuardedHttp, type GuardedHttpOptions, type OutboundHttp } from './guarded-http';

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

function guarded(options: Partial<GuardedHttpOptions> = {}): OutboundHttp {
  const http = createGuardedHttp({ allowOutbound: ['127.0.0.0/8'], ...options });
  closers.push(() => http.close());
  return http;
}

async function listen(handler: RequestListener): Promise<{ url: string; port: number; server: Server }> {
  const server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(
    () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(resolve);
      }),
  );
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return { url: `http://127.0.0.1:${port}`, port, server };
}

async function readBody(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}

async function failureOf(work: Promise<unknown>): Promise<NodeFailure> {
  const thrown: unknown = await work.then(
    () => new Error('it did not fail'),
    (error: unknown) => error,
  );
  if (!(thrown instanceof NodeFailure)) throw thrown;
  return thrown;
}

const text = (body: Uint8Array): string => Buffer.from(body).toString('utf8');
const get = (url: string, more: Partial<HttpRequest> = {}): HttpRequest => ({ method: 'GET', url, ...more });

describe('what may be reached', () => {
  it.each([
    'http://127.0.0.1/',
    'http://127.1/',
    'http://127.0.1/',
    'http://0/',
    'http://0.0.0.0/',
    'http://2130706433/',
    'http://0x7f000001/',
    'http://0x7f.0x0.0x0.0x1/',
    'http://0x7f.1/',
    'http://0177.0.0.1/',
    'http://0177.0.0.01/',
    'http://017700000001/',
    'http://127.0.0.1./',
    'http://127%2e0%2e0%2e1/',
    'http://127。0。0。1/',
    'http://①②⑦.0.0.1/',
    'http://127.0.0.1/',
    'http://[::1]/',
    'http://[::]/',
    'http://[0:0:0:0:0:0:0:1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:7f00:1]/',
    'http://[::127.0.0.1]/',
    'http://[64:ff9b::7f00:1]/',
    'http://[64:ff9b::127.0.0.1]/',
    'http://[2002:7f00:1::]/',
    'http://[fe80::1]/',
    'http://[fd00::1]/',
    'http://[fec0::1]/',
    'http://169.254.169.254/latest/meta-data/',
    'http://10.0.0.1/',
    'http://192.168.0.1/',
    'http://172.31.255.255/',
    'http://100.100.100.200/',
    'http://user:password@127.0.0.1/',
    'http://localhost/',
    'http://LOCALHOST/',
    'http://localhost./',
  ])('refuses %s before anything is sent', async (url) => {
    const http = guarded({ allowOutbound: [], resolver: async () => ['127.0.0.1', '::1'] });
    const failure = await failureOf(http.request(get(url)));
    expect(failure).toMatchObject({ code: 'http.blocked-address', outcome: 'not-done', retryable: false });
  });

  it.each([
    'http://[fe80::1%25eth0]/',
    'ftp://example.com/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'nonsense',
    '',
  ])('does not take %s for a web address', async (url) => {
    expect(await failureOf(guarded().request(get(url)))).toMatchObject({ code: 'http.invalid-url' });
  });

  it('connects to the address that was checked, not to what the name says a moment later', async () => {
    const { port } = await listen((_request, response) => response.end('inside'));
    const answers = [['127.0.0.1'], ['10.0.0.1']];
    const http = guarded({ resolver: async () => answers.shift() ?? [] });
    const first = await http.request(get(`http://rebinding.test:${port}/`));
    expect(text(first.body)).toBe('inside');
    expect(await failureOf(http.request(get(`http://rebinding.test:${port}/`)))).toMatchObject({
      code: 'http.blocked-address',
    });
  });

  it('uses only the allowed ones of several addresses', async () => {
    const { port } = await listen((_request, response) => response.end('here'));
    const http = guarded({ resolver: async () => ['10.0.0.1', '::1', '127.0.0.1'] });
    expect(text((await http.request(get(`http://mixed.test:${port}/`))).body)).toBe('here');
  });

  it('tells an unknown host from a resolver that is down', async () => {
    const failing = (code: string) =>
      guarded({ resolver: () => Promise.reject(Object.assign(new Error(code), { code })) });
    expect(await failureOf(failing('ENOTFOUND').request(get('http://nowhere.test/')))).toMatchObject({
      code: 'http.unknown-host',
      retryable: false,
    });
    expect(await failureOf(failing('EAI_AGAIN').request(get('http://nowhere.test/')))).toMatchObject({
      code: 'http.dns-failed',
      retryable: true,
    });
  });
});

describe('redirects', () => {
  it('keeps credentials on the same origin and drops every header that may be one on another', async () => {
    const seen: IncomingMessage['headers'][] = [];
    const other = await listen((request, response) => {
      seen.push(request.headers);
      response.end('there');
    });
    const first = await listen((request, response) => {
      seen.push(request.headers);
      const location = request.url === '/' ? '/again' : `${other.url}/`;
      response.writeHead(302, { location }).end();
    });
    const secrets = {
      authorization: 'Bearer a',
      cookie: 'b=c',
      'x-api-key': 'd',
      'x-shop-access': 'e',
      'proxy-authorization': 'f',
    };
    const headers = Object.entries({ ...secrets, accept: 'text/plain' }).map(([name, value]) => ({
      name,
      value,
    }));
    const response = await guarded().request(get(first.url, { headers }));
    expect(response.url).toBe(`${other.url}/`);
    expect(seen[1]).toMatchObject(secrets);
    for (const name of Object.keys(secrets)) expect(seen[2]).not.toHaveProperty(name);
    expect(seen[2]).toMatchObject({ accept: 'text/plain' });
  });

  it('checks the address it is sent to', async () => {
    const { url } = await listen((_request, response) =>
      response.writeHead(302, { location: 'http://169.254.169.254/' }).end(),
    );
    expect(await failureOf(guarded().request(get(url)))).toMatchObject({ code: 'http.blocked-address' });
  });

  it('says that a write may have happened when what follows its redirect fails', async () => {
    const { url } = await listen((_request, response) =>
      response.writeHead(303, { location: 'http://10.0.0.1/' }).end(),
    );
    const failure = await failureOf(guarded().request({ method: 'POST', url, body: 'x' }));
    expect(failure).toMatchObject({ code: 'http.blocked-address', outcome: 'unknown' });
  });

  it('follows five and no more', async () => {
    let hops = 0;
    const { url } = await listen((request, response) => {
      hops += 1;
      const left = Number(request.url?.slice(1));
      if (left === 0) response.end('end');
      else response.writeHead(301, { location: `/${left - 1}` }).end();
    });
    expect(text((await guarded().request(get(`${url}/5`))).body)).toBe('end');
    hops = 0;
    expect(await failureOf(guarded().request(get(`${url}/6`)))).toMatchObject({
      code: 'http.too-many-redirects',
    });
    expect(hops).toBe(6);
  });

  it('gives the redirect itself when told not to follow', async () => {
    const { url } = await listen((_request, response) => response.writeHead(302, { location: '/x' }).end());
    expect((await guarded().request(get(url, { followRedirects: false }))).status).toBe(302);
  });

  it('turns a POST into a GET at 303, and repeats it with its body at 307', async () => {
    const seen: string[] = [];
    const { url } = await listen((request, response) => {
      void readBody(request).then((body) => {
        seen.push(`${request.method} ${request.url} ${body}`);
        if (request.url === '/303') response.writeHead(303, { location: '/end' }).end();
        else if (request.url === '/307') response.writeHead(307, { location: '/end' }).end();
        else response.end();
      });
    });
    await guarded().request({ method: 'POST', url: `${url}/303`, body: 'a' });
    await guarded().request({ method: 'POST', url: `${url}/307`, body: 'b' });
    expect(seen).toEqual(['POST /303 a', 'GET /end ', 'POST /307 b', 'POST /end b']);
  });

  it.each([['file:///etc/passwd'], ['http://[bad']])('does not follow to %s', async (location) => {
    const { url } = await listen((_request, response) => response.writeHead(302, { location }).end());
    expect(await failureOf(guarded().request(get(url)))).toMatchObject({ code: 'http.redirect-invalid' });
  });
});

describe('bounds', () => {
  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['deflate', deflateRawSync],
    ['br', brotliCompressSync],
  ])('unpacks %s and bounds what comes out', async (encoding, pack) => {
    const { url } = await listen((request, response) => {
      const body = request.url === '/bomb' ? Buffer.alloc(20_000_000) : Buffer.from('small');
      response.writeHead(200, { 'content-encoding': encoding }).end(pack(body));
    });
    const small = await guarded().request(get(url));
    expect(text(small.body)).toBe('small');
    expect(small.headers).not.toHaveProperty('content-encoding');
    const failure = await failureOf(guarded().request(get(`${url}/bomb`, { maxResponseBytes: 1_000_000 })));
    expect(failure).toMatchObject({ code: 'http.too-large', outcome: 'done' });
  });

  it('says when a packed body is broken', async () => {
    const { url } = await listen((_request, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end('no gzip'),
    );
    expect(await failureOf(guarded().request(get(url)))).toMatchObject({ code: 'http.bad-encoding' });
  });

  it('stops reading an endless answer', async () => {
    const { url } = await listen((_request, response) => {
      const feed = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536)));
      };
      response.on('drain', feed);
      feed();
    });
    expect(await failureOf(guarded().request(get(url, { maxResponseBytes: 1_000_000 })))).toMatchObject({
      code: 'http.too-large',
    });
  });

  it.each([
    ['silent', () => undefined],
    [
      'half',
      (response: Parameters<RequestListener>[1]) =>
        void response.writeHead(200, { 'content-length': '9' }).write('half'),
    ],
  ])(
    'ends a call to a server that is %s at its time limit, with the outcome unknown',
    async (_name, answer) => {
      const { url } = await listen((_request, response) => answer(response));
      const failure = await failureOf(guarded().request({ method: 'POST', url, body: 'x', timeoutMs: 150 }));
      expect(failure).toMatchObject({ code: 'http.timeout', outcome: 'unknown', retryable: true });
    },
  );

  it('knows that nothing was sent when the connection never stood', async () => {
    const { port, server } = await listen(() => undefined);
    await new Promise((resolve) => server.close(resolve));
    const failure = await failureOf(
      guarded().request({ method: 'POST', url: `http://127.0.0.1:${port}/`, body: 'x' }),
    );
    expect(failure).toMatchObject({ code: 'http.connect-failed', outcome: 'not-done', retryable: true });
  });

  it('knows that nothing was sent when the name never resolved in time', async () => {
    const http = guarded({ resolver: () => new Promise(() => undefined) });
    const failure = await failureOf(
      http.request({ method: 'POST', url: 'http://slow.test/', timeoutMs: 50 }),
    );
    expect(failure).toMatchObject({ code: 'http.timeout', outcome: 'not-done' });
  });

  it('leaves the outcome of a write unknown when the connection breaks', async () => {
    const { url } = await listen((request) => request.socket.destroy());
    const failure = await failureOf(guarded().request({ method: 'POST', url, body: 'x' }));
    expect(failure).toMatchObject({ code: 'http.connection-lost', outcome: 'unknown' });
  });

  it('writes nothing once it may not send any more, though the connection stands', async () => {
    let seen = 0;
    let may = true;
    const { url } = await listen((_, response) => {
      seen += 1;
      response.end('ok');
    });
    const http = guarded({ maySend: () => may });
    await http.request(get(url));
    may = false;
    const failure = await failureOf(http.request(get(url, { method: 'POST', body: 'x' })));
    expect(failure).toMatchObject({ code: 'http.aborted', outcome: 'not-done' });
    may = true;
    await http.request(get(url));
    expect(seen).toBe(2);
  });

  it('is stopped by its signal', async () => {
    const { url } = await listen(() => controller.abort());
    const controller = new AbortController();
    const failure = await failureOf(guarded().request({ method: 'POST', url, body: 'x' }, controller.signal));
    expect(failure).toMatchObject({ code: 'http.aborted', outcome: 'unknown' });
  });

  it('does not take a server that speaks something else for HTTP', async () => {
    const server = createTcpServer((socket) =>
      socket.on('data', () => socket.write('220 mail.test ESMTP\r\n')),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closers.push(() => new Promise((resolve) => server.close(resolve)));
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    expect(await failureOf(guarded().request(get(`http://127.0.0.1:${port}/`)))).toMatchObject({
      code: 'http.bad-answer',
    });
  });

  it('refuses a secure connection to a server that has none', async () => {
    const { port } = await listen((_request, response) => response.end());
    const failure = await failureOf(guarded().request(get(`https://127.0.0.1:${port}/`)));
    expect(failure).toMatchObject({ outcome: 'not-done' });
    expect(['http.tls-failed', 'http.connect-failed']).toContain(failure.code);
  });
});

describe('what goes out', () => {
  it.each([
    ['bad name', 'x'],
    ['x-split', 'a\r\nx-injected: 1'],
    ['x-nul', 'a\u0000b'],
    ['', 'x'],
  ])('refuses the header %j', async (name, value) => {
    const failure = await failureOf(
      guarded().request(get('http://127.0.0.1:9/', { headers: [{ name, value }] })),
    );
    expect(failure).toMatchObject({ code: 'http.invalid-header', outcome: 'not-done' });
  });

  it('sends method, query, repeated headers and body as given, and user and password as a header', async () => {
    const seen: { head: IncomingMessage; body: string }[] = [];
    const { port } = await listen((head, response) => {
      void readBody(head).then((body) => {
        seen.push({ head, body });
        response.setHeader('set-cookie', ['a=1', 'b=2']).end();
      });
    });
    const response = await guarded().request({
      method: 'PATCH',
      url: `http://ada:s%40fe@127.0.0.1:${port}/a%20b?c=d#e`,
      headers: [
        { name: 'X-Tag', value: 'one' },
        { name: 'X-Tag', value: 'two' },
        { name: 'Content-Length', value: '999' },
      ],
      body: 'grüße',
    });
    const [call] = seen;
    expect(call?.head).toMatchObject({ method: 'PATCH', url: '/a%20b?c=d' });
    expect(call?.head.headers).toMatchObject({
      'x-tag': 'one, two',
      authorization: 'Basic YWRhOnNAZmU=',
      'user-agent': 'Heddle',
    });
    expect(call?.body).toBe('grüße');
    expect(response.headers['set-cookie']).toBe('a=1, b=2');
  });

  it.each(['Host', 'host', ' HOST '])('lets nobody choose %j', async (name) => {
    const seen: unknown[] = [];
    const { url } = await listen((request, response) => {
      seen.push(request.headers.host);
      response.end();
    });
    const headers = [{ name, value: 'internal.example' }];
    expect(await failureOf(guarded().request(get(url, { headers })))).toMatchObject({
      code: 'http.forbidden-header',
      outcome: 'not-done',
    });
    expect(seen).toEqual([]);
  });

  it('counts calls to our own webhooks and nobody else, and stops at the cap', async () => {
    const depths: unknown[] = [];
    const { url } = await listen((request, response) => {
      depths.push(request.headers[CALL_DEPTH_HEADER]);
      response.end();
    });
    const own = guarded({ ownOrigins: [url] });
    const headers = [{ name: CALL_DEPTH_HEADER, value: '0' }];
    await own.atDepth(3).request(get(url, { headers }));
    await guarded().request(get(url, { headers }));
    expect(depths).toEqual(['4', undefined]);
    const failure = await failureOf(own.atDepth(16).request(get(url)));
    expect(failure).toMatchObject({ code: 'http.too-deep', outcome: 'not-done' });
    const bounds = { maxDepth: 3, maxResponseBytes: 1000 };
    expect(await failureOf(own.atDepth(3, bounds).request(get(url)))).toMatchObject({
      code: 'http.too-deep',
      details: { limit: 3 },
    });
    await own.atDepth(2, bounds).request(get(url));
    expect(depths).toEqual(['4', undefined, '3']);
  });

  it('keeps connections open between calls, and survives the server closing them', async () => {
    const sockets = new Set<unknown>();
    const { url, server } = await listen((request, response) => {
      sockets.add(request.socket);
      response.end('ok');
    });
    const http = guarded();
    for (let call = 0; call < 5; call += 1) await http.request(get(url));
    // Two, because a call may start before the connection of the one before is put back.
    expect(sockets.size).toBeLessThanOrEqual(2);
    server.closeIdleConnections();
    expect((await http.request(get(url))).status).toBe(200);
  });
});

describe('bodies that are not held', () => {
  const MEGABYTE = Buffer.alloc(1024 * 1024, 'x');
  /** Gives a megabyte so often as the path says. */
  async function serve(encode: (bytes: Buffer) => Buffer = (bytes) => bytes, headers: object = {}) {
    return listen((request, response) => {
      const times = Number(request.url?.slice(1));
      response.writeHead(200, { ...headers });
      const all = encode(Buffer.concat(Array.from({ length: times }, () => MEGABYTE)));
      response.end(all);
    });
  }

  it('are taken as they come, and as fast as they are taken', async () => {
    const { url } = await serve();
    let taken = 0;
    let largest = 0;
    const answer = await guarded().request(
      get(`${url}/40`, {
        async receive(pieces, { status }) {
          expect(status).toBe(200);
          for await (const piece of pieces) {
            taken += piece.length;
            largest = Math.max(largest, piece.length);
            await new Promise(setImmediate);
          }
        },
      }),
    );
    // More than an answer may have that is held.
    expect(taken).toBe(40 * MEGABYTE.length);
    expect(largest).toBeLessThan(MEGABYTE.length);
    expect(answer.body).toHaveLength(0);
  });

  it.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
    ['deflate', deflateSync],
  ] as const)('are unpacked on the way: %s', async (encoding, encode) => {
    const { url } = await serve((bytes) => encode(bytes), { 'content-encoding': encoding });
    let taken = 0;
    await guarded().request(
      get(`${url}/2`, {
        async receive(pieces, { headers }) {
          expect(headers).not.toHaveProperty('content-encoding');
          for await (const piece of pieces) taken += piece.length;
        },
      }),
    );
    expect(taken).toBe(2 * MEGABYTE.length);
  });

  it('end the call with what their taker throws, and with a broken archive', async () => {
    const { url } = await serve();
    const refusing = get(`${url}/8`, {
      async receive(pieces) {
        for await (const piece of pieces)
          if (piece.length > 0) throw NodeFailure.final('file.too-large', 'No.');
      },
    });
    expect(await failureOf(guarded().request(refusing))).toMatchObject({ code: 'file.too-large' });
    const broken = await serve((bytes) => bytes, { 'content-encoding': 'gzip' });
    const reading = get(`${broken.url}/1`, {
      async receive(pieces) {
        for await (const piece of pieces) expect(piece).toBeDefined();
      },
    });
    expect(await failureOf(guarded().request(reading))).toMatchObject({ code: 'http.bad-encoding' });
  });

  it('tell their taker when the answer breaks off or is called off', async () => {
    const { url } = await listen((request, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('half');
      if (request.url === '/cut') setImmediate(() => response.destroy());
    });
    const told: unknown[] = [];
    const stop = new AbortController();
    const take = (path: string) =>
      get(`${url}${path}`, {
        async receive(pieces) {
          try {
            for await (const piece of pieces) if (piece.length > 0 && path === '/hang') stop.abort();
          } catch (error) {
            told.push(error);
            throw error;
          }
        },
      });
    const cut = await failureOf(guarded().request(take('/cut')));
    expect(cut).toMatchObject({ code: 'http.connection-lost', outcome: 'unknown' });
    const called = await failureOf(guarded().request(take('/hang'), stop.signal));
    expect(called).toMatchObject({ code: 'http.aborted' });
    await expect.poll(() => told).toHaveLength(2);
  });

  it('are not taken where the answer is a refusal', async () => {
    const { url } = await listen((_request, response) => response.writeHead(404).end('not here'));
    const answer = await guarded().request(
      get(url, { receive: () => Promise.reject(new Error('nothing was to be taken')) }),
    );
    expect([answer.status, text(answer.body)]).toEqual([404, 'not here']);
  });

  it('are sent while they are read, with their length, again from the beginning after a redirect', async () => {
    let opened = 0;
    const lengths: (string | undefined)[] = [];
    let received = 0;
    const { url } = await listen((request, response) => {
      lengths.push(request.headers['content-length']);
      if (request.url === '/first') return void response.writeHead(307, { location: '/second' }).end();
      request.on('data', (chunk: Buffer) => (received += chunk.length));
      request.on('end', () => response.end('taken'));
    });
    const body = {
      size: 3 * MEGABYTE.length,
      async *open() {
        opened += 1;
        for (let n = 0; n < 3; n += 1) yield await Promise.resolve(MEGABYTE);
      },
    };
    const answer = await guarded().request({ method: 'PUT', url: `${url}/first`, body });
    expect(text(answer.body)).toBe('taken');
    expect([opened, received]).toEqual([2, body.size]);
    expect(lengths).toEqual([String(body.size), String(body.size)]);
  });

  it('that cannot be read leave a write that may have happened', async () => {
    const { url } = await listen((request) => request.resume());
    const body = {
      size: 100,
      async *open() {
        yield await Promise.resolve(Buffer.from('some'));
        throw new Error('the disk is gone');
      },
    };
    const failure = await failureOf(guarded().request({ method: 'PUT', url, body }));
    expect(failure).toMatchObject({ outcome: 'unknown' });
  });
});
