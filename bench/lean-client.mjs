/**
 * HTTP/1.1 over one kept-alive socket, one request at a time: the load shares two cores with what it measures, and a full
 * client costs as much as a good part of a request. Reads status and body (content-length or chunked), nothing else.
 */
import net from 'node:net';

const END_OF_HEAD = Buffer.from('\r\n\r\n');

/** Opens a connection. `send` gives `{ statusCode, text }`; it must not be called again before that. */
export function openLeanClient(origin) {
  const { hostname, port } = new URL(origin);
  const socket = net.connect({ host: hostname, port: Number(port), noDelay: true });
  let waiting = null;
  let held = null;
  const fail = (error) => {
    const { reject } = waiting ?? {};
    waiting = null;
    reject?.(error);
  };
  socket.on('error', fail);
  socket.on('close', () => fail(new Error('the connection was closed')));
  socket.on('data', (chunk) => {
    held = held ? Buffer.concat([held, chunk]) : chunk;
    const answer = readAnswer(held);
    if (!answer) return;
    held = null;
    const { resolve } = waiting;
    waiting = null;
    resolve(answer);
  });
  return {
    send({ method, path, headers, body }) {
      let head = `${method} ${path} HTTP/1.1\r\nhost: ${hostname}:${port}\r\n`;
      for (const name in headers) head += `${name}: ${headers[name]}\r\n`;
      if (body !== undefined) head += `content-length: ${Buffer.byteLength(body)}\r\n`;
      return new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        socket.write(`${head}\r\n${body ?? ''}`);
      });
    },
    close: () => socket.destroy(),
  };
}

/** Null while it has not arrived whole. */
function readAnswer(bytes) {
  const end = bytes.indexOf(END_OF_HEAD);
  if (end < 0) return null;
  const head = bytes.latin1Slice(0, end);
  const statusCode = Number(head.slice(9, 12));
  const from = end + 4;
  const length = /\r\ncontent-length: (\d+)/i.exec(head);
  if (length) {
    const to = from + Number(length[1]);
    return bytes.length < to ? null : { statusCode, text: bytes.utf8Slice(from, to) };
  }
  if (!/\r\ntransfer-encoding: chunked/i.test(head)) return { statusCode, text: '' };
  return readChunks(bytes, { from, statusCode });
}

function readChunks(bytes, { from, statusCode }) {
  const parts = [];
  for (let at = from; ;) {
    const line = bytes.indexOf('\r\n', at);
    if (line < 0) return null;
    const size = Number.parseInt(bytes.latin1Slice(at, line), 16);
    const to = line + 2 + size;
    if (bytes.length < to + 2) return null;
    if (size === 0) return { statusCode, text: Buffer.concat(parts).toString('utf8') };
    parts.push(bytes.subarray(line + 2, to));
    at = to + 2;
  }
}
