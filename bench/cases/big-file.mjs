/** A file of 200 MB from an answer to an upload: what the worker's memory does meanwhile, and that every byte arrived. */
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { pidOf, watchMemory } from '../memory-watch.mjs';
import { callApi } from '../product.mjs';
import { runEnd } from './flat-memory.mjs';

const MEGABYTES = 200;

export async function bigFile({ product }) {
  const outside = await startOutside();
  try {
    await callApi(product, 'PUT', '/limits/data.file-bytes', { value: 256 * 1024 * 1024 });
    const { id } = await callApi(product, 'POST', '/workflows', workflow(outside.url));
    const memory = await watchMemory(pidOf(product, 'worker'));
    const began = performance.now();
    const { id: run } = await callApi(product, 'POST', `/workflows/${id}/runs`, { version: 'draft' });
    const ended = await runEnd(product, run);
    const seconds = (performance.now() - began) / 1000;
    const figures = await memory.end();
    return {
      status: ended.status,
      ...(ended.error ? { error: ended.error.code } : {}),
      megabytes: MEGABYTES,
      seconds: Math.round(seconds * 10) / 10,
      sameBytes: outside.sent() === outside.received(),
      grewMb: figures.peakMb - figures.startMb,
      ...figures,
    };
  } finally {
    outside.close();
  }
}

/** Gives bytes as fast as they are taken, and takes what is uploaded; both sums tell whether they are the same. */
async function startOutside() {
  const given = createHash('sha256');
  let taken = null;
  const server = createServer(async (request, response) => {
    if (request.method === 'PUT') {
      const sum = createHash('sha256');
      for await (const chunk of request) sum.update(chunk);
      taken = sum.digest('hex');
      response.end('{}');
      return;
    }
    response.writeHead(200, { 'content-type': 'application/octet-stream' });
    for (let n = 0; n < MEGABYTES; n += 1) {
      const piece = Buffer.alloc(1024 * 1024, `${n} `);
      given.update(piece);
      if (!response.write(piece)) await new Promise((resolve) => response.once('drain', resolve));
    }
    response.end();
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  let sum = null;
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    sent: () => (sum ??= given.digest('hex')),
    received: () => taken,
    close: () => server.close(),
  };
}

function workflow(url) {
  const node = (id, type, parameters) => ({
    ...{ id, type, typeVersion: 1, name: id, position: { x: 0, y: 0 }, parameters },
    settings: { timeoutMs: 600_000 },
  });
  const call = { url, timeoutMs: 600_000 };
  return {
    format: 'heddle.workflow/1',
    name: 'bench-big-file',
    nodes: [
      node('start', 'manual-trigger', {}),
      node('fetch', 'http-request', { ...call, method: 'GET', response: 'file' }),
      node('upload', 'http-request', { ...call, method: 'PUT', bodyType: 'file' }),
    ],
    edges: [
      { id: 'e1', source: 'start', sourcePort: 'main', target: 'fetch', targetPort: 'main' },
      { id: 'e2', source: 'fetch', sourcePort: 'main', target: 'upload', targetPort: 'main' },
    ],
  };
}
