import { once } from 'node:events';
import type { Exchange } from '../http/exchange';
import type { RestFile } from './route';

/** Writes a file part by part, no faster than it is taken. Whoever goes away ends it. */
export async function sendFile(
  { response }: Exchange,
  { contentType, name, parts }: RestFile['file'],
): Promise<void> {
  response.statusCode = 200;
  response.setHeader('content-type', contentType);
  response.setHeader('content-disposition', `attachment; filename="${name}"`);
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('cache-control', 'no-store');
  try {
    for await (const part of parts) {
      if (response.destroyed) return;
      if (!response.write(part)) await Promise.race([once(response, 'drain'), once(response, 'close')]);
    }
    response.end();
  } catch (error) {
    // Half of it is out: cutting the connection is the only way to say that the rest is missing.
    if (!response.headersSent) throw error;
    response.destroy();
  }
}
