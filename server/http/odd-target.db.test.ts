import net from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestWeb, type TestWeb } from '@/testing/web/test-web';

let web: TestWeb;
beforeAll(async () => {
  web = await startTestWeb();
});
afterAll(() => web.close());

/** fetch cannot send such targets. */
async function raw(requestLine: string): Promise<string> {
  const { port } = new URL(web.url);
  const socket = net.connect(Number(port), '127.0.0.1');
  socket.end(`${requestLine} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
  let text = '';
  for await (const chunk of socket) text += String(chunk);
  return text;
}

it('says what the server can do, whatever the address', async () => {
  const answer = await raw('OPTIONS *');
  expect(answer).toMatch(/^HTTP\/1\.1 204 /);
  expect(answer).toMatch(/\r\nallow: GET, HEAD, POST/i);
});

it.each(['GET *', 'GET http://other.example/x', 'POST http://other.example/hooks/a/b'])(
  'refuses %s with words',
  async (line) => {
    const answer = await raw(line);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain('request.bad-address');
  },
);
