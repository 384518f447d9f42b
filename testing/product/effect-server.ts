/** A third party: a real HTTP server on loopback that keeps a log of every request. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SeenRequest {
  method: string;
  path: string;
  body: string;
  idempotencyKey: string | null;
  headers: Readonly<Record<string, string | string[] | undefined>>;
}

export interface EffectServer {
  url: string;
  /** In order of arrival. */
  seen: SeenRequest[];
  /** Requests get no answer while it holds; `release` answers them all. */
  hold(): void;
  release(): void;
  /** What the next requests are answered with; default 200 `{ok: true}`. */
  answerWith(
    answer: (request: SeenRequest) => { status: number; body: unknown; headers?: Record<string, string> },
  ): void;
  close(): Promise<void>;
}

export async function startEffectServer(): Promise<EffectServer> {
  const seen: SeenRequest[] = [];
  let held: (() => void)[] | null = null;
  let answer: Parameters<EffectServer['answerWith']>[0] = () => ({ status: 200, body: { ok: true } });
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const key = request.headers['idempotency-key'];
      const entry: SeenRequest = {
        method: request.method ?? '',
        path: request.url ?? '',
        body: Buffer.concat(chunks).toString(),
        idempotencyKey: typeof key === 'string' ? key : null,
        headers: request.headers,
      };
      seen.push(entry);
      const reply = () => {
        const { status, body, headers } = answer(entry);
        response.writeHead(status, { 'content-type': 'application/json', ...headers });
        response.end(JSON.stringify(body));
      };
      if (held) held.push(reply);
      else reply();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    hold: () => (held ??= []),
    release() {
      const waiting = held ?? [];
      held = null;
      for (const reply of waiting) reply();
    },
    answerWith: (next) => (answer = next),
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
