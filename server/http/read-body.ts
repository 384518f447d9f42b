import type { IncomingMessage } from 'node:http';
import { UserProblem } from '@/core/errors/app-error';

const MAX_DISCARDED_BYTES = 64 * 1024 * 1024;

/**
 * Reads a request's body. Throws 413 `request.too-large` once more than `maxBytes` arrived or were announced, and
 * `request.aborted` when the caller hung up.
 */
export function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > maxBytes) {
    discardRest(request);
    return Promise.reject(tooLarge(maxBytes));
  }
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > maxBytes) {
        request.removeAllListeners('data');
        discardRest(request);
        reject(tooLarge(maxBytes));
        return;
      }
      chunks.push(chunk);
    });
    request.on('end', () =>
      resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, size)),
    );
    request.on('error', () => reject(aborted()));
    request.on('aborted', () => reject(aborted()));
  });
}

/**
 * Reads on and throws away: most callers send the whole body before they look at the answer, and a connection closed
 * under their hands would keep it from them. Whoever sends far too much is cut off.
 */
function discardRest(request: IncomingMessage): void {
  let size = 0;
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > MAX_DISCARDED_BYTES) request.destroy();
  });
  request.resume();
}

function tooLarge(maxBytes: number): UserProblem {
  return new UserProblem(
    'request.too-large',
    `The body is larger than ${sizeText(maxBytes)}. Send less, or send a reference.`,
    {
      status: 413,
      details: { maxBytes },
    },
  );
}

function sizeText(bytes: number): string {
  return bytes < 1_048_576 ? `${Math.round(bytes / 1024)} KB` : `${Math.round(bytes / 1_048_576)} MB`;
}

function aborted(): UserProblem {
  return new UserProblem('request.aborted', 'The connection was closed before the whole body arrived.');
}
