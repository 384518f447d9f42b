/** Asks the web process over HTTP whether it is ready to serve. */
import http from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { OperationalFailure } from '@/core/errors/app-error';

const POLL_MS = 50;

/** Resolves when `/readyz` answers 200; throws with the last answer when that takes longer than `timeoutMs`. */
export async function awaitHealthy(
  address: { host: string; port: number },
  timeoutMs: number,
): Promise<void> {
  const until = Date.now() + timeoutMs;
  let last = 'nothing';
  while (Date.now() < until) {
    const answer = await ask(address);
    if (answer.status === 200) return;
    last = answer.text;
    await pause(POLL_MS);
  }
  throw new OperationalFailure(
    'up.unhealthy',
    `The web process answered no "ready" within ${timeoutMs / 1000} s. The last answer was: ${last}`,
  );
}

function ask({ host, port }: { host: string; port: number }): Promise<{ status: number; text: string }> {
  return new Promise((resolve) => {
    const request = http.get({ host, port, path: '/readyz', timeout: 2_000, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, text: `${response.statusCode} ${text}` }),
      );
    });
    request.on('timeout', () => request.destroy(new Error('no answer in 2 s')));
    request.on('error', (error) => resolve({ status: 0, text: error.message }));
  });
}
